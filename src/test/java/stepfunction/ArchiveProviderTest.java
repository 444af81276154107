package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveProviderTest {

    @TempDir
    Path project;

    @BeforeEach
    void write_a_handler() throws IOException {
        write("function/handler.py", "def handler(event, context): return event");
    }

    private void write(String file, String content) throws IOException {
        var path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    /** Archives with the very arguments that the program sends. */
    private String hash() {
        var result = new ArchiveProvider(project)
                .getFile(Map.of(
                        "type", "zip",
                        "sourceDir", "function",
                        "excludes", List.of("__init__.py", "**/*.pyc", "**/__pycache__"),
                        "outputFileMode", "0644",
                        "outputPath", "target/lambda.zip"));
        return String.valueOf(result.get("outputBase64sha256"));
    }

    private Map<String, Integer> modes() throws IOException {
        hash();
        var modes = new LinkedHashMap<String, Integer>();
        try (var zip =
                ZipFile.builder().setPath(project.resolve("target/lambda.zip")).get()) {
            zip.getEntriesInPhysicalOrder()
                    .asIterator()
                    .forEachRemaining(entry -> modes.put(entry.getName(), entry.getUnixMode() & 0777));
        }
        return modes;
    }

    @Test
    void bytecode_is_left_out_at_every_depth() throws Exception {
        write("function/a.pyc", "x");
        write("function/lib/b.pyc", "x");
        write("function/__pycache__/c.txt", "x");
        write("function/lib/deep/__pycache__/d.txt", "x");
        write("function/lib/kept.py", "x");

        assertThat(modes()).containsOnlyKeys("handler.py", "lib/kept.py");
    }

    @Test
    void init_file_is_left_out_at_the_top_only() throws Exception {
        write("function/__init__.py", "");
        write("function/lib/__init__.py", "");

        assertThat(modes()).containsOnlyKeys("handler.py", "lib/__init__.py");
    }

    @Test
    void files_come_in_lexical_order_with_one_mode() throws Exception {
        write("function/z.py", "x");
        write("function/a.py", "x");
        assertThat(project.resolve("function/a.py").toFile().setExecutable(true))
                .isTrue();

        assertThat(modes())
                .containsExactly(Map.entry("a.py", 0644), Map.entry("handler.py", 0644), Map.entry("z.py", 0644));
    }

    @Test
    void time_and_mode_of_a_file_do_not_change_the_hash() throws Exception {
        var before = hash();

        Files.setLastModifiedTime(project.resolve("function/handler.py"), FileTime.fromMillis(1_000_000_000_000L));
        assertThat(project.resolve("function/handler.py").toFile().setExecutable(true))
                .isTrue();

        assertThat(hash()).isEqualTo(before);
    }

    @Test
    void content_and_name_of_a_file_change_the_hash() throws Exception {
        var before = hash();

        write("function/handler.py", "def handler(event, context): return None");
        var changed = hash();
        Files.move(project.resolve("function/handler.py"), project.resolve("function/renamed.py"));

        assertThat(List.of(before, changed, hash())).doesNotHaveDuplicates();
    }

    @Test
    void hash_is_that_of_the_file() {
        assertThat(hash()).isEqualTo(ArchiveProvider.base64sha256(project.resolve("target/lambda.zip")));
    }

    @Test
    void nothing_to_archive_is_refused() throws Exception {
        Files.move(project.resolve("function/handler.py"), project.resolve("function/__init__.py"));

        assertThatThrownBy(this::hash).hasMessage("archive has not been created as it would be empty");
    }
}
