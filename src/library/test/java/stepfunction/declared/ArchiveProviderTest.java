package stepfunction.declared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stepfunction.packaging.DeploymentSource;

class ArchiveProviderTest {

    @TempDir
    Path project;

    /** Packs the folder {@code count} of the current folder to {@code target/count.zip}. */
    public static void main(String[] args) {
        pack(Path.of(""));
    }

    private static void pack(Path project) {
        var args = Map.of(
                "type", "zip",
                "sourceDir", "count",
                "outputPath", "target/count.zip",
                "excludes", new DeploymentSource(project, "count", "count", List.of()).excludes());
        new ArchiveProvider(project).getFile(args);
    }

    private Path write(String file, String text) throws IOException {
        var path = project.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private List<String> entries() throws IOException {
        try (var zip = new ZipFile(project.resolve("target/count.zip").toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }

    @Test
    void package_is_without_secrets_and_what_is_of_the_developer() throws IOException {
        for (var file : List.of("handler.py", "lib/a.py", ".env", "lib/.git/config", "bin/a.py", "env/pyvenv.cfg")) {
            write("count/" + file, "");
        }
        write("count/lib/own.pem", "-----BEGIN PRIVATE KEY-----");
        write("count/cacert.pem", "-----BEGIN CERTIFICATE-----");

        pack(project);

        assertThat(entries()).containsExactly("bin/a.py", "cacert.pem", "handler.py", "lib/a.py");
    }

    @Test
    void bytes_depend_on_neither_time_zone_nor_locale_nor_umask_nor_file_times() throws Exception {
        for (var file : List.of("handler.py", "b/é.txt", "b/Z.txt", "b/z.txt", "+ %41.txt")) {
            write("count/" + file, file);
        }
        write("count/clé.pem", "-----BEGIN PRIVATE KEY-----");
        pack(project);
        var bytes = Files.readAllBytes(project.resolve("target/count.zip"));
        assertThat(entries()).containsExactly("+ %41.txt", "b/Z.txt", "b/z.txt", "b/é.txt", "handler.py");

        for (var environment : List.of(
                Map.of("TZ", "Asia/Kathmandu", "LC_ALL", "C"),
                Map.of("TZ", "America/Los_Angeles", "LC_ALL", "C.UTF-8"))) {
            Files.delete(project.resolve("target/count.zip"));
            Files.setLastModifiedTime(
                    project.resolve("count/handler.py"),
                    FileTime.fromMillis(86_400_000L * environment.hashCode() % 1000));
            packInAProcessOfItsOwn(environment);

            assertThat(project.resolve("target/count.zip"))
                    .as(environment.toString())
                    .hasBinaryContent(bytes);
        }
    }

    private void packInAProcessOfItsOwn(Map<String, String> environment) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of("sh", "-c", "umask 077; exec \"$@\"", "sh", java, "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(ArchiveProviderTest.class.getName());
        var builder = new ProcessBuilder(command).directory(project.toFile()).inheritIO();
        builder.environment().putAll(environment);

        assertThat(builder.start().waitFor()).isZero();
    }

    @Test
    void file_that_has_these_bytes_already_is_not_written_again() throws IOException {
        write("count/handler.py", "");
        pack(project);
        var zip = project.resolve("target/count.zip");
        var key = Files.readAttributes(zip, BasicFileAttributes.class).fileKey();

        pack(project);

        assertThat(Files.readAttributes(zip, BasicFileAttributes.class).fileKey())
                .isEqualTo(key);
        write("count/handler.py", "1");
        pack(project);
        assertThat(Files.readAttributes(zip, BasicFileAttributes.class).fileKey())
                .isNotEqualTo(key);
        assertThat(project.resolve("target"))
                .isDirectoryContaining("glob:**count.zip")
                .isDirectoryNotContaining("glob:**/.count*");
    }
}
