package stepfunction.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RunFolderTest {

    @TempDir
    Path parent;

    /** As a run leaves it that is killed. */
    private Path leftOver() throws IOException {
        Files.createFile(parent.resolve("left.lock"));
        Files.createDirectories(parent.resolve("left/task"));
        return Files.writeString(parent.resolve("left/task/handler.py"), "")
                .getParent()
                .getParent();
    }

    @Test
    void folder_of_a_run_that_lives_is_left_alone() throws IOException {
        try (var first = RunFolder.in(parent);
                var second = RunFolder.in(parent)) {
            RunFolder.in(parent).close();

            assertThat(first.path()).isDirectory();
            assertThat(second.path()).isDirectory();
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void folder_of_a_run_that_has_ended_is_removed() throws IOException {
        leftOver();

        RunFolder.in(parent).close();

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void of_a_link_in_its_place_the_link_alone_is_removed(@TempDir Path home) throws IOException {
        Files.writeString(home.resolve("precious"), "");
        RunFolder.remove(leftOver());
        Files.createSymbolicLink(parent.resolve("left"), home);

        RunFolder.in(parent).close();

        assertThat(parent).isEmptyDirectory();
        assertThat(home.resolve("precious")).exists();
    }

    @Test
    void pipe_and_link_in_place_of_a_lock_are_left_alone(@TempDir Path home) throws Exception {
        Files.createSymbolicLink(parent.resolve("a.lock"), Files.writeString(home.resolve("precious"), ""));
        assertThat(new ProcessBuilder("mkfifo", parent.resolve("b.lock").toString())
                        .start()
                        .waitFor())
                .isZero();

        RunFolder.in(parent).close();

        assertThat(home.resolve("precious")).exists();
        assertThat(parent).isDirectoryContaining("glob:**/a.lock").isDirectoryContaining("glob:**/b.lock");
    }

    @Test
    void folder_that_others_have_removed_is_removed_already() throws IOException {
        var folder = RunFolder.in(parent);
        RunFolder.remove(folder.path());

        folder.close();

        assertThat(parent).isEmptyDirectory();
    }
}
