package stepfunction.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The checks of a project pass on the sample project, and each mistake in one of its files turns them red. */
class ProjectTestTest {

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        SampleProject.copyFilesTo(folder);
    }

    private void runAllChecks() throws Throwable {
        var checks = new ProjectTest(folder) {};
        try {
            checks.every_stack_passes_the_checks_of_the_program();
            for (var test : checks.cases().toList()) {
                test.getExecutable().execute();
            }
            for (var test : checks.unit_tests_of_the_functions().toList()) {
                test.getExecutable().execute();
            }
            checks.roles_of_the_stacks_have_names_of_their_own();
            checks.added_permissions_of_ci_are_valid();
            checks.every_answer_in_lookups_json_is_used();
            checks.pinned_resources_are_still_declared();
            checks.stack_on_an_emulator_lists_the_endpoints_of_all_its_services();
        } finally {
            checks.summarize_what_no_case_covers();
        }
    }

    @Test
    void sample_project_passes() {
        assertThatCode(this::runAllChecks).doesNotThrowAnyException();
        assertThat(folder.resolve("target/workflow.md")).content().contains("1 of 1 states");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvFileSource(resources = "mistakes.csv", delimiter = '|', quoteCharacter = '~')
    void mistake_turns_the_checks_red(String file, String text, String replacement, String message) throws IOException {
        var path = folder.resolve(file);
        var content = Files.readString(path);
        assertThat(content).contains(text);
        Files.writeString(path, content.replace(text, replacement));

        assertThatThrownBy(this::runAllChecks).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "missing.csv", delimiter = '|')
    void missing_file_is_one_line_with_the_fix(String file, String message) throws IOException {
        SampleProject.delete(folder.resolve(file));

        assertThatThrownBy(this::runAllChecks)
                .isInstanceOf(ProjectProblem.class)
                .hasMessage(message);
    }

    @Test
    void answer_that_no_stack_looks_up_is_reported() throws IOException {
        Files.writeString(folder.resolve("src/test/lookups.json"), """
                [
                  {"lookup": "aws:ssm/getParameter:getParameter", "arguments": {"name": "limit"}, "answer": {"value": "3"}}
                ]
                """);

        assertThatThrownBy(this::runAllChecks)
                .hasMessageContainingAll(
                        "no stack looks up what src/test/lookups.json answers; correct the lookup or its arguments, or remove the entry",
                        "entry 1: {\"lookup\":\"aws:ssm/getParameter:getParameter\"");
    }

    @Test
    void project_without_a_stack_file_is_one_line_with_the_fix() throws IOException {
        SampleProject.delete(folder.resolve("Pulumi.test.yaml"));
        SampleProject.delete(folder.resolve("Pulumi.wire.yaml"));

        assertThatThrownBy(this::runAllChecks)
                .isInstanceOf(ProjectProblem.class)
                .hasMessage(
                        "no stack has a file; create Pulumi.STACK.yaml, or run: pulumi stack init STACK, then: pulumi config set aws:region");
    }

    @Test
    void missing_files_are_reported_together() throws IOException {
        SampleProject.delete(folder.resolve("Pulumi.wire.yaml"));
        SampleProject.delete(folder.resolve("src/test/workflow"));

        assertThatThrownBy(this::runAllChecks)
                .hasMessageContainingAll("pom.xml lists the stack wire", "src/test/workflow does not exist");
    }
}
