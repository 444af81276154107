package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stepfunction.changes.Revision;
import stepfunction.declared.DeclaredStack;

/** The cases of a project with two workflows, of which the first runs the second. */
class ProjectCasesTest {

    private static final String REFUND = """
            {"StartAt": "IsSmall", "States": {
              "IsSmall": {"Type": "Choice", "Default": "Large", "Choices": [{"Variable": "$.n", "NumericLessThan": 9, "Next": "Small"}]},
              "Small": {"Type": "Succeed"}, "Large": {"Type": "Succeed"}}}""";

    @TempDir
    Path folder;

    private LocalProject project;

    @BeforeEach
    void make_the_project() throws IOException {
        project = new LocalProject(folder, () -> {
            throw new AssertionError("no handler may run");
        });
        project.state("""
                        {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
                        "Parameters": {"StateMachineArn": "%smachine-refund", "Input.$": "$"}}""".formatted(LocalProject.MACHINE_ARN)).givenCase("example", """
                {"input": {"n": 1}, "output": {"Status": "SUCCEEDED"}, "path": ["Only"]}""");
    }

    private LocalProject withRefund() {
        return project.workflow("refund", REFUND);
    }

    private void run(Map<String, DeclaredStack> stacks) throws Throwable {
        try (var cases = new ProjectCases(folder, stacks)) {
            for (var test : cases.cases().toList()) {
                test.getExecutable().execute();
            }
        }
    }

    @Test
    void each_workflow_has_its_cases_its_picture_and_its_summary() throws Throwable {
        withRefund().givenCase("refund/large", """
                {"input": {"n": 10}, "output": {}, "path": ["IsSmall", "Large"]}""");

        run(Map.of("dev", project.stack()));

        assertThat(folder.resolve(CoverageReport.PARAGRAPH)).hasContent("""
                The cases in src/test/workflow cover 1 of 1 states and 0 of 0 transitions.
                3 failures of calls were tried; nothing handles 3 of them if they happen once, and 3 if they persist.
                The cases cover 3 of 3 states and 2 of 2 transitions of the workflow refund.
                Cases that ran: 1 of the first workflow, 1 of refund.""");
        assertThat(folder.resolve(CoverageReport.PAGE))
                .content()
                .startsWith("### Workflow\n\n```mermaid")
                .contains("\n\n### Workflow refund\n\n```mermaid");
    }

    @Test
    void state_that_neither_a_case_nor_an_execution_of_another_workflow_enters_is_a_gap() throws Throwable {
        withRefund();

        run(Map.of("dev", project.stack()));

        assertThat(folder.resolve(CoverageReport.PARAGRAPH))
                .content()
                .contains(
                        "The cases cover 2 of 3 states and 1 of 2 transitions of the workflow refund. No case covers: Large, IsSmall.Default to Large.");
    }

    @Test
    void case_that_fails_is_reported_with_its_file() throws IOException {
        withRefund().givenCase("refund/large", """
                {"input": {"n": 10}, "output": {}, "path": ["IsSmall", "Small"]}""");

        assertThatThrownBy(() -> run(Map.of("dev", project.stack())))
                .hasMessageStartingWith(
                        "src/test/workflow/refund/large.json in dev:\n- path[1] must be Small, was Large");
    }

    @Test
    void case_of_a_workflow_runs_on_the_stacks_that_have_it() throws IOException {
        project.givenCase("refund/large", """
                {"input": {"n": 10}, "output": {}}""");
        var without = project.stack();
        var stacks = new LinkedHashMap<>(Map.of("dev", without));
        stacks.put("prod", withRefund().stack());

        try (var cases = new ProjectCases(folder, stacks)) {
            assertThat(cases.cases())
                    .extracting(DynamicTest::getDisplayName)
                    .containsExactly("example (dev)", "example (prod)", "refund/large (prod)");
        }
    }

    @Test
    void folder_that_no_workflow_is_called_is_reported_with_the_number_of_cases() throws Throwable {
        var small = """
                {"input": {"n": 1}, "output": {}}""";
        withRefund().givenCase("payments/late", small).givenCase("refund/rare/small", small);

        run(Map.of(
                "dev", project.stack(), "prod", project.greet("timeout", 20.0).stack()));

        assertThat(folder.resolve(CoverageReport.PARAGRAPH)).content().endsWith("""
                        Cases that ran: 2 of the first workflow, 1 of refund.
                        No workflow is called payments: the cases in src/test/workflow/payments are of the first workflow.""");
    }

    @Test
    void one_workflow_has_all_cases() throws Throwable {
        project.state("""
                {"Type": "Pass"}""").givenCase("example", """
                {"input": {}, "output": {}}""").givenCase("payments/late", """
                {"input": {}, "output": {}}""");

        run(Map.of("dev", project.stack()));

        assertThat(folder.resolve(CoverageReport.PARAGRAPH))
                .hasContent("The cases in src/test/workflow cover 1 of 1 states and 0 of 0 transitions.");
    }

    @Test
    void folder_of_a_renamed_workflow_fails_alone() throws IOException {
        project.workflow("repay", REFUND).formerly("repay", "refund").givenCase("refund/example", """
                {"input": {"n": 1}, "output": {}}""");

        try (var cases = new ProjectCases(folder, Map.of("dev", project.stack()))) {
            var tests = cases.cases().toList();

            assertThat(tests)
                    .extracting(DynamicTest::getDisplayName)
                    .containsExactly("src/test/workflow/refund", "example (dev)");
            assertThatThrownBy(() -> tests.get(0).getExecutable().execute())
                    .hasMessage("src/test/workflow/refund: the workflow refund is now called repay; rename the folder");
        }
    }

    @Test
    void results_of_the_cases_are_left_for_the_comparison_with_another_commit() throws Throwable {
        withRefund();
        var stacks = new LinkedHashMap<>(Map.of("dev", project.stack()));
        stacks.put("prod", project.stack());

        run(stacks);

        assertThat(folder.resolve(Revision.FILE))
                .content()
                .startsWith("{\"programs\":[{\"stacks\":[\"dev\",\"prod\"],\"workflows\":[{\"name\":\"workflow\",")
                .contains("\"cases\":[{\"name\":\"example\",\"workflow\":\"workflow\",\"ending\":\"SUCCEEDED\",")
                .contains(",\"path\":[\"Only\"],")
                .contains("\"units\":{\"stateTransitions\":3,");
    }
}
