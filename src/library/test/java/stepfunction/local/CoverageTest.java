package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stepfunction.asl.Definition;

class CoverageTest {

    private static final String DEFINITION = """
            {"StartAt": "Size", "States": {
              "Size": {"Type": "Choice", "Default": "Both", "Choices": [
                {"Variable": "$.n", "NumericGreaterThan": 9, "Next": "Call"},
                {"Variable": "$.n", "NumericGreaterThan": 5, "Next": "Call"}]},
              "Call": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Next": "Both",
                "Catch": [{"ErrorEquals": ["A"], "Next": "Both"}, {"ErrorEquals": ["B"], "Next": "Say \\"sorry\\""}]},
              "Say \\"sorry\\"": {"Type": "Succeed"},
              "Both": {"Type": "Parallel", "End": true, "Branches": [
                {"StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}},
                {"StartAt": "Two", "States": {"Two": {"Type": "Pass", "End": true}}}]}}}""";

    @TempDir
    Path folder;

    private final Coverage coverage = new Coverage("workflow");
    private final Definition definition = Definition.parse(DEFINITION);
    private LocalProject project;

    @BeforeEach
    void make_the_project() throws IOException {
        project = new LocalProject(folder, () -> {
            throw new AssertionError("no handler may run");
        });
        project.definition(DEFINITION);
    }

    private void cover(int n, String mock) throws IOException {
        project.givenCase("case", """
                {"input": {"n": %d}, "mocks": {"Call": %s}, "output": {}}""".formatted(n, mock));
        coverage.add(project.runCase("case").events());
    }

    @Test
    void without_cases_no_state_is_taken() {
        assertThat(coverage.gaps(definition)).containsExactly("Size", "Call", "Say \"sorry\"", "Both", "One", "Two");
        assertThat(coverage.summary(definition))
                .startsWith(
                        "The cases in src/test/workflow cover 0 of 6 states and 0 of 6 transitions. No case covers: Size, ");
    }

    @Test
    void default_is_distinguished_from_rules() throws IOException {
        cover(1, "{\"Return\": {}}");

        assertThat(coverage.gaps(definition))
                .containsExactly(
                        "Call", "Say \"sorry\"", "Size.Choices[0].Next to Call", "Size.Choices[1].Next to Call");
    }

    @Test
    void rules_that_lead_to_the_same_state_are_distinguished() throws IOException {
        cover(7, "{\"Return\": {}}");

        assertThat(coverage.gaps(definition))
                .contains("Size.Choices[0].Next to Call")
                .doesNotContain("Size.Choices[1].Next to Call");
    }

    @Test
    void next_is_distinguished_from_a_catch_that_leads_to_the_same_state() throws IOException {
        cover(7, "{\"Throw\": {\"Error\": \"A\"}}");

        assertThat(coverage.gaps(definition))
                .contains("Call.Next to Both")
                .doesNotContain("Call.Catch[0].Next to Both");
    }

    @Test
    void cases_that_take_all_leave_no_gap() throws IOException {
        cover(1, "{\"Return\": {}}");
        cover(10, "{\"Return\": {}}");
        cover(7, "{\"Throw\": {\"Error\": \"A\"}}");
        cover(7, "{\"Throw\": {\"Error\": \"B\"}}");

        assertThat(coverage.summary(definition))
                .isEqualTo("The cases in src/test/workflow cover 6 of 6 states and 6 of 6 transitions.");
    }

    @Test
    void picture_draws_what_is_taken_and_lists_what_is_not() throws IOException {
        cover(7, "{\"Throw\": {\"Error\": \"A\"}}");

        assertThat(WorkflowPicture.text(definition, coverage))
                .contains(
                        "```mermaid\nflowchart TD\n",
                        "start((Start)) --> s0\n",
                        "s0[\"Size<br>Choice\"]:::taken\n",
                        "s2[\"Say #34;sorry#34;<br>Succeed\"]:::missed\n",
                        "subgraph s3_1[\"Both, branch 1\"]\n",
                        "s3 --> s5\n",
                        "s0 -.->|\"Choices[0]\"| s1\n",
                        "s0 -->|\"Choices[1]\"| s1\n",
                        "s1 -.-> s3\n",
                        "s1 -->|\"Catch[0]\"| s3\n",
                        "s3 --> finish((End))\n",
                        "cover 5 of 6 states and 2 of 6 transitions. No case covers: `Say \"sorry\"`, ");
    }

    @Test
    void names_of_states_do_nothing_on_the_page() {
        var evil = Definition.parse("""
                {"StartAt": "a\\r\\n```\\n|`#<br>", "States": {"a\\r\\n```\\n|`#<br>": {"Type": "Succeed"}}}""");

        var page = WorkflowPicture.text(evil, coverage);

        assertThat(page)
                .contains("s0[\"a#92;u000d#92;u000a#96;#96;#96;#92;u000a#124;#96;#35;#60;br#62;<br>Succeed\"]")
                .contains("No case covers: ````a\\u000d\\u000a```\\u000a|`#<br>````.")
                .doesNotContain("\r");
        assertThat(page.lines().filter(line -> line.startsWith("```"))).containsExactly("```mermaid", "```");
    }

    @Test
    void stacks_with_equal_workflows_are_reported_together() {
        var otherQueue = Definition.parse(DEFINITION.replace("sqs:sendMessage", "sns:publish"));
        var definitions = new LinkedHashMap<>(Map.of("dev", definition));
        definitions.put("prod", otherQueue);

        assertThat(CoverageReport.page(
                        new CoverageReport.Covered("workflow", definitions, coverage, new FaultTable("workflow"))))
                .isEqualTo("### Workflow\n\n" + WorkflowPicture.text(definition, coverage));
        assertThat(CoverageReport.paragraph(
                        new CoverageReport.Covered("workflow", definitions, coverage, new FaultTable("workflow"))))
                .isEqualTo(coverage.summary(definition));
    }

    @Test
    void stacks_with_different_workflows_are_reported_separately() {
        var shorter = Definition.parse("""
                {"StartAt": "Only", "States": {"Only": {"Type": "Succeed"}}}""");
        var definitions = new LinkedHashMap<>(Map.of("dev, test", definition));
        definitions.put("prod", shorter);

        assertThat(CoverageReport.page(
                        new CoverageReport.Covered("workflow", definitions, coverage, new FaultTable("workflow"))))
                .isEqualTo("### Workflow of `dev, test`\n\n%s\n### Workflow of `prod`\n\n%s"
                        .formatted(
                                WorkflowPicture.text(definition, coverage), WorkflowPicture.text(shorter, coverage)));
        assertThat(CoverageReport.paragraph(
                        new CoverageReport.Covered("workflow", definitions, coverage, new FaultTable("workflow"))))
                .isEqualTo(
                        "dev, test: %s\nprod: %s".formatted(coverage.summary(definition), coverage.summary(shorter)));
    }
}
