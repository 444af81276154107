package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stepfunction.changes.CaseResult;
import stepfunction.changes.CaseResult.MadeCall;
import stepfunction.changes.Revision.Program;

class ProgramResultsTest {

    @TempDir
    Path folder;

    private LocalProject project;

    @BeforeEach
    void make_the_project() throws IOException {
        project = new LocalProject(folder, () -> {
            throw new AssertionError("no handler may run");
        });
    }

    private Program program() {
        var results = new ProgramResults(new ProgramText(project.stack()), project.deployed());
        results.add(project.runCase("example"));
        return results.program(List.of("dev"));
    }

    private CaseResult result() {
        return program().cases().get(0);
    }

    private static MadeCall call(String state, String arguments) {
        return new MadeCall(state, JsonParser.parseString(arguments));
    }

    /** The second branch enters its states first. */
    @Test
    void states_of_a_parallel_and_of_a_map_are_in_the_order_of_the_definition() throws IOException {
        project.definition("""
                {"StartAt": "Both", "States": {
                  "Both": {"Type": "Parallel", "Next": "Each", "Branches": [
                    {"StartAt": "Slow", "States": {"Slow": {"Type": "Wait", "Seconds": 9, "Next": "Later"}, "Later": {"Type": "Pass", "End": true}}},
                    {"StartAt": "Quick", "States": {"Quick": {"Type": "Pass", "End": true}}}]},
                  "Each": {"Type": "Map", "Next": "Done", "ItemProcessor": {"StartAt": "One", "States": {
                    "One": {"Type": "Pass", "Next": "Two"}, "Two": {"Type": "Pass", "End": true}}}},
                  "Done": {"Type": "Succeed"}}}""").givenCase("example", """
                {"input": [1], "output": [[1], [1]]}""");

        assertThat(result().path())
                .containsExactly("Both", "Slow", "Later", "Quick", "Each", "One", "One", "Two", "Two", "Done");
    }

    @Test
    void calls_have_the_names_of_resources_and_nothing_that_differs_in_each_run() throws IOException {
        project.state("""
                {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "arn:aws:lambda:us-east-1:123456789012:function:x",
                "Payload": {"execution.$": "$$.Execution.Name", "started.$": "$$.Execution.StartTime"}}}""").givenCase("example", """
                {"input": {}, "mocks": {"Only": {"Return": 1}}, "output": 1}""");

        assertThat(result().calls()).containsExactly(call("Only", """
                                {"FunctionName": "arn:aws:lambda:us-east-1:123456789012:function:x",
                                "Payload": {"execution": "(id)", "started": "(time)"}}"""));
    }

    @Test
    void functions_are_named_without_the_versions_that_some_stacks_publish() throws IOException {
        project.state("""
                {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "%spinned:3"}}""".formatted(LocalProject.FUNCTION_ARN)).givenCase("example", """
                {"input": {}, "mocks": {"Only": {"Return": 1}}, "output": 1}""");

        assertThat(result().calls()).containsExactly(call("Only", "{\"FunctionName\": \"pinned-function\"}"));
        assertThat(program().workflows().get(0).json().toString()).contains("{\"FunctionName\":\"pinned-function\"}");
    }

    @Test
    void calls_of_a_state_within_a_map_are_in_the_order_of_their_texts() throws IOException {
        project.definition("""
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
                  "StartAt": "Send", "States": {"Send": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true}}}}}}""").givenCase("example", """
                {"input": [{"n": 2}, {"n": 1}], "mocks": {"Send": {"0-1": {"Return": 1}}}, "output": [1, 1]}""");

        assertThat(result().calls()).containsExactly(call("Send", "{\"n\": 1}"), call("Send", "{\"n\": 2}"));
    }

    @Test
    void calls_that_would_make_the_file_too_large_are_counted() throws IOException {
        project.definition("""
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemsPath": "$.items", "ResultPath": null,
                  "ItemSelector": {"text.$": "$.text"}, "ItemProcessor": {
                  "StartAt": "Send", "States": {"Send": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true}}}}}}""").givenCase("example", """
                {"input": {"items": [1, 2, 3, 4, 5, 6, 7], "text": "%s"}, "mocks": {"Send": {"0-6": {"Return": 1}}}, "output": {}}""".formatted("x".repeat(100_000)));

        assertThat(result().calls()).hasSize(4);
        assertThat(result().callsLeftOut()).isEqualTo(3);
    }

    @Test
    void end_of_a_failure_has_the_name_of_its_error() throws IOException {
        project.definition("""
                {"StartAt": "Stop", "States": {"Stop": {"Type": "Fail", "Error": "Sold"}}}""").givenCase("example", """
                {"input": {}, "error": "Sold"}""");

        assertThat(result().ending()).isEqualTo("FAILED: Sold");
    }

    @Test
    void workflow_has_its_former_names_and_its_definition() {
        project.state("{\"Type\": \"Pass\"}").workflow("repay", "EXPRESS", """
                {"StartAt": "Pay", "States": {"Pay": {"Type": "Succeed"}}}""").formerly("repay", "refund");

        var repay = program().workflows().get(1);

        assertThat(repay.name()).isEqualTo("repay");
        assertThat(repay.formerNames()).containsExactly("refund");
        assertThat(repay.type()).hasToString("EXPRESS");
        assertThat(repay.json()).hasToString("{\"StartAt\":\"Pay\",\"States\":{\"Pay\":{\"Type\":\"Succeed\"}}}");
    }

    @Test
    void two_runs_give_the_same() throws IOException {
        project.type("EXPRESS").state("""
                {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"context.$": "$$"}}""").givenCase("example", """
                {"input": {}, "mocks": {"Only": {"Return": 1}}, "output": 1}""");

        assertThat(program()).isEqualTo(program());
    }
}
