package stepfunction.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The files of the pipeline that an update of the library replaces. */
class OwnedFilesTest {

    private static final Path PROJECT = Path.of("../..");

    @Test
    void each_file_of_the_pipeline_is_owned_except_for_the_users_settings_of_Dependabot() throws IOException {
        var owned = Files.readAllLines(Path.of("OWNED"));

        try (var files = Files.walk(PROJECT.resolve(".github"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> PROJECT.relativize(file).toString())
                            .filter(file -> !file.contains("/target/") && !file.contains("/__pycache__/")))
                    .allMatch(file -> owned.contains(file) || file.equals(".github/dependabot.yml"));
        }
        assertThat(owned).allMatch(file -> Files.exists(PROJECT.resolve(file)));
    }
}
