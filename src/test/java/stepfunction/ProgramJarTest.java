package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramJarTest {

    private static final FileTime EARLIER = FileTime.from(Instant.parse("2026-01-01T10:00:00Z"));
    private static final FileTime BUILT = FileTime.from(Instant.parse("2026-01-01T11:00:00Z"));
    private static final FileTime LATER = FileTime.from(Instant.parse("2026-01-01T12:00:00Z"));

    @TempDir
    Path project;

    private Path jar;

    @BeforeEach
    void build() throws IOException {
        Files.createDirectories(project.resolve("target"));
        Files.createDirectories(project.resolve("src/main/java"));
        Files.createFile(project.resolve("src/main/java/App.java"));
        Files.createFile(project.resolve("pom.xml"));
        for (var source : new String[] {"src/main/java/App.java", "src/main/java", "src/main", "pom.xml"}) {
            Files.setLastModifiedTime(project.resolve(source), EARLIER);
        }
        jar = Files.createFile(project.resolve("target/program.jar"));
        Files.setLastModifiedTime(jar, BUILT);
    }

    private void changeLater(String source) throws IOException {
        Files.setLastModifiedTime(project.resolve(source), LATER);
    }

    @Test
    void jar_newer_than_its_sources_passes() {
        assertThatCode(() -> ProgramJar.requireNewerThanSources(jar, project)).doesNotThrowAnyException();
    }

    @Test
    void source_of_the_same_moment_passes() throws Exception {
        Files.setLastModifiedTime(project.resolve("pom.xml"), BUILT);

        assertThatCode(() -> ProgramJar.requireNewerThanSources(jar, project)).doesNotThrowAnyException();
    }

    @Test
    void project_without_sources_passes() throws Exception {
        Files.delete(project.resolve("pom.xml"));

        assertThatCode(() -> ProgramJar.requireNewerThanSources(jar, project)).doesNotThrowAnyException();
    }

    @Test
    void jar_older_than_a_source_is_refused() throws Exception {
        changeLater("src/main/java/App.java");

        assertThatThrownBy(() -> ProgramJar.requireNewerThanSources(jar, project))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("program.jar must be newer than its sources, was built at 2026-01-01T11:00:00Z and"
                        + " src/main/java/App.java changed at 2026-01-01T12:00:00Z; run: mvn package");
    }

    @Test
    void jar_older_than_the_pom_is_refused() throws Exception {
        changeLater("pom.xml");

        assertThatThrownBy(() -> ProgramJar.requireNewerThanSources(jar, project))
                .hasMessageContaining("and pom.xml changed");
    }

    @Test
    void jar_older_than_a_removal_is_refused() throws Exception {
        Files.delete(project.resolve("src/main/java/App.java"));

        assertThatThrownBy(() -> ProgramJar.requireNewerThanSources(jar, project))
                .hasMessageContaining("and src/main/java changed");
    }

    @Test
    void changes_outside_the_sources_do_not_matter() throws Exception {
        Files.createFile(project.resolve("README.md"));
        changeLater("README.md");

        assertThatCode(() -> ProgramJar.requireNewerThanSources(jar, project)).doesNotThrowAnyException();
    }

    @Test
    void folder_of_classes_passes() throws Exception {
        changeLater("src/main/java/App.java");
        var classes = Files.createDirectory(project.resolve("target/classes"));
        Files.setLastModifiedTime(classes, EARLIER);

        assertThatCode(() -> ProgramJar.requireNewerThanSources(classes, project))
                .doesNotThrowAnyException();
    }

    @Test
    void program_knows_where_it_was_loaded_from() {
        assertThat(ProgramJar.location().resolve("stepfunction/App.class")).isRegularFile();
    }
}
