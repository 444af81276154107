package stepfunction.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangedFilesTest {

    @TempDir
    Path folder;

    private void write(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }

    private static ChangedFiles changes(String... files) {
        return new ChangedFiles(
                new TreeSet<>(Set.of(files).stream().map(Path::of).toList()));
    }

    @ParameterizedTest
    @CsvSource({
        "src/main/java/a/App.java, true, true, false",
        "src/main/resources/workflow.asl.json, true, false, false",
        "src/test/workflow/example.json, true, false, false",
        "src/test/workflow/orders.csv, true, false, false",
        "src/test/lookups.json, true, false, false",
        "function/handler.py, true, false, false",
        "Pulumi.dev.yaml, true, false, false",
        "src/test/java/a/AppTest.java, false, false, false",
        "README.md, false, false, false",
        "function/prompt.md, true, false, false",
        "pom.xml, false, false, true",
        "src/library/tools/java/stepfunction/local/LocalRun.java, false, false, true"
    })
    void file_decides_what_is_needed(String file, boolean run, boolean compilation, boolean isFixed) {
        var changes = changes(file);

        assertThat(changes.needRun()).isEqualTo(run);
        assertThat(changes.needCompilation()).isEqualTo(compilation);
        assertThat(changes.fixed().isEmpty()).isEqualTo(!isFixed);
    }

    @Test
    void resources_are_named_as_the_program_names_them() {
        assertThat(changes("src/main/resources/sub/a.json", "function/b.json").resources())
                .containsExactly(Path.of("sub/a.json"));
    }

    @Test
    void first_files_are_shown() {
        assertThat(changes("b", "a").text()).isEqualTo("a, b");
        assertThat(changes("a", "b", "c", "d", "e").text()).isEqualTo("a, b, c and 2 more");
    }

    @Test
    void added_changed_renamed_and_deleted_files_are_found() throws IOException {
        for (var file : Set.of("f/same", "f/changed", "f/touched", "f/deleted", "f/renamed")) {
            write(file, "1");
        }
        var before = Snapshot.of(folder);

        write("f/changed", "22");
        Files.setLastModifiedTime(folder.resolve("f/touched"), FileTime.fromMillis(1));
        Files.delete(folder.resolve("f/deleted"));
        Files.move(folder.resolve("f/renamed"), folder.resolve("f/to"));
        write("new/deep/added", "1");

        assertThat(Snapshot.of(folder).since(before).files())
                .extracting(Path::toString)
                .containsExactly("f/changed", "f/deleted", "f/renamed", "f/to", "f/touched", "new/deep/added");
    }

    @Test
    void nothing_has_changed_between_two_looks() throws IOException {
        write("f/a", "1");

        assertThat(Snapshot.of(folder)).isEqualTo(Snapshot.of(folder));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target/classes/App.class",
                "src/library/target/x",
                ".git/index",
                "function/.venv/lib/a.py",
                "function/__pycache__/a.pyc",
                "function/node_modules/a/index.js",
                "function/.handler.py.swp",
                "function/handler.py~"
            })
    void files_that_tools_make_are_left_out(String file) throws IOException {
        write(file, "1");

        assertThat(Snapshot.of(folder).files()).isEmpty();
    }
}
