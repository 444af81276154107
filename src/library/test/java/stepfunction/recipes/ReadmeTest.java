package stepfunction.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Path RECIPES = Path.of("test/java/stepfunction/recipes");

    @Test
    void readme_links_each_recipe() throws IOException {
        var readme = Files.readString(Path.of("README.md"));

        try (var files = Files.list(RECIPES)) {
            assertThat(files)
                    .filteredOn(ReadmeTest::isRecipe)
                    .isNotEmpty()
                    .allMatch(file -> readme.contains("(%s)".formatted(file)));
        }
    }

    private static boolean isRecipe(Path file) {
        var name = file.getFileName().toString();
        return name.endsWith("Test.java") && !name.equals("ReadmeTest.java");
    }
}
