package stepfunction.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** update.sh, on a small template with two versions, and a project that was made from the first. */
class UpdateIT {

    /** Neither the user's settings nor those of the machine. */
    private static final Map<String, String> GIT = Map.of(
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_SYSTEM", "/dev/null",
            "GIT_AUTHOR_NAME", "a",
            "GIT_AUTHOR_EMAIL", "a@example.com",
            "GIT_COMMITTER_NAME", "a",
            "GIT_COMMITTER_EMAIL", "a@example.com");

    @TempDir
    Path folder;

    private Path template = Path.of("");
    private Path project = Path.of("");

    /** A command's exit status and its output on both streams. */
    private record Run(int exitStatus, String printed) {}

    private static Run run(Path directory, List<String> command) throws Exception {
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(GIT);
        var process = builder.start();
        process.getOutputStream().close();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), printed);
    }

    private static String git(Path repository, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var run = run(repository, command);
        assertThat(run.exitStatus()).as("git %s: %s", command, run.printed()).isZero();
        return run.printed();
    }

    private static void write(Path repository, String file, String content) throws IOException {
        var path = repository.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private static void commit(Path repository) throws Exception {
        git(repository, "add", "--all");
        git(repository, "commit", "--quiet", "--message", "m");
    }

    private Run update(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("src/library/update.sh"));
        command.addAll(List.of(arguments));
        return run(project, command);
    }

    private String staged() throws Exception {
        return git(project, "diff", "--cached", "--name-status", "--no-renames");
    }

    @BeforeEach
    void make_a_project_from_the_first_version_of_a_template() throws Exception {
        template = Files.createDirectory(folder.resolve("template"));
        project = folder.resolve("project");
        git(template, "init", "--quiet", "--initial-branch=main");
        var script = template.resolve("src/library/update.sh");
        Files.createDirectories(script.getParent());
        Files.copy(Path.of("update.sh"), script);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        write(template, "src/library/VERSION", "1\n");
        write(template, "src/library/CHANGELOG.md", "# Changes\n\n## 1\n\nfirst\n");
        write(template, "src/library/OWNED", ".github/deploy.sh\n.github/old.sh\n.mvn/jvm.config\n");
        write(template, "src/library/main/Old.java", "old");
        write(template, "src/library/main/Same.java", "same");
        write(template, ".github/deploy.sh", "deploy 1");
        write(template, ".github/old.sh", "old");
        write(template, ".mvn/jvm.config", "-X1");
        write(template, "App.java", "app 1");
        commit(template);
        git(template, "tag", "v1");
        git(folder, "clone", "--quiet", "--origin=template", template.toString(), "project");
        write(project, "App.java", "mine");
        write(project, ".github/workflows/mine.yml", "mine");
        commit(project);
    }

    private void release_the_second_version() throws Exception {
        write(template, "src/library/VERSION", "2\n");
        write(template, "src/library/CHANGELOG.md", "# Changes\n\n## 2\n\nsecond\n\n## 1\n\nfirst\n");
        write(template, "src/library/OWNED", ".github/deploy.sh\n.github/new.sh\n.mvn/jvm.config\n");
        Files.delete(template.resolve("src/library/main/Old.java"));
        write(template, "src/library/main/New.java", "new");
        Files.delete(template.resolve(".github/old.sh"));
        write(template, ".github/deploy.sh", "deploy 2");
        write(template, ".github/new.sh", "new");
        write(template, "App.java", "app 2");
        commit(template);
    }

    @Test
    void library_and_its_files_are_replaced_and_staged_and_the_rest_stays() throws Exception {
        release_the_second_version();

        var run = update();

        assertThat(run.exitStatus()).as(run.printed()).isZero();
        assertThat(run.printed())
                .startsWith("From version 1 to 2 (main, ")
                .contains("## 2\n\nsecond\n")
                .doesNotContain("first")
                .endsWith("All of that is staged. Run mvn verify, then: git commit -m 'Update the library to 2'."
                        + " To undo it, run: git reset --hard\n");
        assertThat(staged().lines())
                .containsExactlyInAnyOrder(
                        "M\t.github/deploy.sh",
                        "A\t.github/new.sh",
                        "D\t.github/old.sh",
                        "M\tsrc/library/CHANGELOG.md",
                        "M\tsrc/library/OWNED",
                        "M\tsrc/library/VERSION",
                        "A\tsrc/library/main/New.java",
                        "D\tsrc/library/main/Old.java");
        assertThat(project.resolve("src/library/main/Old.java")).doesNotExist();
        assertThat(project.resolve(".github/deploy.sh")).hasContent("deploy 2");
        assertThat(project.resolve(".github/workflows/mine.yml")).hasContent("mine");
        assertThat(project.resolve("App.java")).hasContent("mine");
        assertThat(git(project, "status", "--porcelain").lines()).noneMatch(line -> line.startsWith("??"));
    }

    @Test
    void script_that_replaces_itself_runs_to_its_end() throws Exception {
        release_the_second_version();
        write(template, "src/library/update.sh", "exit 7\n");
        commit(template);

        var run = update();

        assertThat(run.exitStatus()).as(run.printed()).isZero();
        assertThat(run.printed()).contains("All of that is staged.");
        assertThat(project.resolve("src/library/update.sh")).hasContent("exit 7");
    }

    @Test
    void second_update_changes_only_what_is_new_since_the_first() throws Exception {
        release_the_second_version();
        update();
        commit(project);

        assertThat(update().printed())
                .contains("From version 2 to 2")
                .endsWith("The project has this version already\n");

        write(template, "src/library/VERSION", "3\n");
        write(template, ".github/new.sh", "newer");
        commit(template);
        var run = update();
        assertThat(run.exitStatus()).as(run.printed()).isZero();
        assertThat(staged().lines()).containsExactly("M\t.github/new.sh", "M\tsrc/library/VERSION");
    }

    @Test
    void earlier_version_is_taken_by_its_tag() throws Exception {
        release_the_second_version();
        update();
        commit(project);

        var run = update("v1");

        assertThat(run.exitStatus()).as(run.printed()).isZero();
        assertThat(run.printed()).startsWith("From version 2 to 1 (v1, ");
        assertThat(project.resolve("src/library/main/Old.java")).exists();
        assertThat(project.resolve(".github/new.sh")).doesNotExist();
    }

    @Test
    void changed_file_of_the_library_is_replaced_and_reported() throws Exception {
        write(project, ".github/deploy.sh", "my deploy");
        commit(project);
        release_the_second_version();

        assertThat(update().printed())
                .containsOnlyOnce("loses your changes")
                .contains(".github/deploy.sh loses your changes, which are in: git show HEAD:.github/deploy.sh\n");
        assertThat(project.resolve(".github/deploy.sh")).hasContent("deploy 2");
    }

    @Test
    void removed_folder_gets_no_files_again() throws Exception {
        git(project, "rm", "--quiet", "-r", ".github");
        commit(project);
        release_the_second_version();

        var run = update();

        assertThat(run.exitStatus()).as(run.printed()).isZero();
        assertThat(run.printed()).contains(".github/deploy.sh stays removed, as you have removed it\n");
        assertThat(project.resolve(".github")).doesNotExist();
        assertThat(project.resolve("src/library/main/New.java")).exists();
    }

    @Test
    void removed_file_stays_removed_and_its_folder_gets_new_ones() throws Exception {
        Files.delete(project.resolve(".github/deploy.sh"));
        commit(project);
        release_the_second_version();

        update();

        assertThat(project.resolve(".github/deploy.sh")).doesNotExist();
        assertThat(project.resolve(".github/new.sh")).exists();
    }

    @Test
    void first_file_in_a_folder_arrives() throws Exception {
        write(template, "src/library/OWNED", ".config/x\n.github/deploy.sh\n.github/old.sh\n.mvn/jvm.config\n");
        write(template, ".config/x", "x");
        commit(template);

        update();

        assertThat(project.resolve(".config/x")).hasContent("x");
    }

    @Test
    void file_of_the_users_own_is_not_overwritten() throws Exception {
        write(project, ".github/new.sh", "mine");
        commit(project);
        release_the_second_version();

        assertThat(update())
                .isEqualTo(new Run(
                        1,
                        ".github/new.sh is yours, and the new version has a file of that name;"
                                + " rename or remove yours, commit, and run this again\n"));
        assertThat(git(project, "status", "--porcelain")).isEmpty();
    }

    @Test
    void remote_must_be_there() throws Exception {
        git(project, "remote", "remove", "template");

        assertThat(update())
                .isEqualTo(new Run(
                        1,
                        "The remote template is missing; run: git remote add template URL,"
                                + " with the URL of the repository that the project was made from\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"App.java", "notes.txt", "src/library/main/Same.java"})
    void working_tree_must_be_clean(String changed) throws Exception {
        write(project, changed, "changed");
        release_the_second_version();

        assertThat(update())
                .isEqualTo(new Run(1, "The working tree must be clean; commit or stash what git status shows\n"));
        assertThat(project.resolve(changed)).hasContent("changed");
        assertThat(project.resolve("src/library/VERSION")).hasContent("1");
    }

    @Test
    void version_must_be_in_the_template() throws Exception {
        var run = update("v9");

        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(run.printed()).endsWith("v9 cannot be fetched from the remote template, as git says above\n");
    }

    @Test
    void version_must_have_the_library() throws Exception {
        git(template, "rm", "--quiet", "src/library/VERSION");
        commit(template);

        assertThat(update())
                .isEqualTo(
                        new Run(1, "main of the template has no src/library/VERSION; name a version that has one\n"));
    }

    @Test
    void project_must_be_the_root_of_a_repository() throws Exception {
        git(folder, "init", "--quiet");
        var nested = folder.resolve("nested/src/library");
        Files.createDirectories(nested);
        Files.copy(Path.of("update.sh"), nested.resolve("update.sh"));

        var run = run(folder, List.of("bash", "nested/src/library/update.sh"));

        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(run.printed()).matches("The project must be the root of a git repository, and .*/nested is not\n");
    }
}
