package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stepfunction.changes.Units;

/** Of functions with 256 MB and ten seconds. */
class BilledUnitsTest {

    private static final String GREET = """
            {"Type": "Task", "Resource": "%sgreet", "Retry": [{"ErrorEquals": ["Busy"]}]}""".formatted(LocalProject.FUNCTION_ARN);
    private static final Units.Measured NOTHING = new Units.Measured(0, 0, 0);

    @TempDir
    Path folder;

    private LocalProject project;

    @BeforeEach
    void make_the_project() throws IOException {
        project = new LocalProject(folder, () -> {
            throw new AssertionError("no handler may run");
        });
    }

    private Units units(String testCase) throws IOException {
        project.givenCase("example", testCase);
        return new BilledUnits(project.runCase("example")).units();
    }

    @Test
    void each_state_is_a_transition_and_each_call_of_a_function_a_request() throws IOException {
        project.state(GREET);

        assertThat(units("""
                {"input": {}, "mocks": {"Only": {"Return": 1}}, "output": 1}""")).isEqualTo(new Units(1, 0, 1, 256 * 10_000, NOTHING));
    }

    @Test
    void retry_is_another_transition_and_another_request() throws IOException {
        project.state(GREET);

        assertThat(units("""
                {"input": {}, "mocks": {"Only": {"0-1": {"Throw": {"Error": "Busy"}}, "2": {"Return": 1}}}, "output": 1}""")).isEqualTo(new Units(3, 0, 3, 3 * 256 * 10_000, NOTHING));
    }

    @Test
    void function_that_lambda_invoke_calls_is_a_request() throws IOException {
        project.state("""
                {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "greet"}}""");

        assertThat(units("""
                {"input": {}, "mocks": {"Only": {"Return": 1}}, "output": 1}""")).isEqualTo(new Units(1, 0, 1, 256 * 10_000, NOTHING));
    }

    @Test
    void function_of_another_stack_is_a_request_with_a_timeout_that_nobody_knows() throws IOException {
        project.state("""
                {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "theirs"}}""");

        assertThat(units("""
                {"input": {}, "mocks": {"Only": {"Return": 1}}, "output": 1}""")).isEqualTo(new Units(1, 0, 1, 0, NOTHING));
    }

    @Test
    void service_is_no_request_of_lambda() throws IOException {
        project.state("""
                {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {}}""");

        assertThat(units("""
                {"input": {}, "mocks": {"Only": {"Return": 1}}, "output": 1}""")).isEqualTo(new Units(1, 0, 0, 0, NOTHING));
    }

    @Test
    void retry_of_a_parallel_is_a_transition_besides_those_of_its_branches() throws IOException {
        project.definition("""
                {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Retry": [{"ErrorEquals": ["Full"]}],
                  "Branches": [
                    {"StartAt": "Send", "States": {"Send": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true}}}]}}}""");

        assertThat(units("""
                {"input": {}, "mocks": {"Send": {"0": {"Throw": {"Error": "Full"}}, "1": {"Return": 1}}}, "output": [1]}""")).isEqualTo(new Units(4, 0, 0, 0, NOTHING));
    }

    @Test
    void iterations_of_an_inline_map_cost_only_their_states() throws IOException {
        project.definition("""
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
                  "StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}}}}}""");

        assertThat(units("{\"input\": [1, 2, 3], \"output\": [1, 2, 3]}")).isEqualTo(new Units(4, 0, 0, 0, NOTHING));
    }

    private LocalProject distributedMap(String childType) {
        return project.definition("""
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
                  "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "%s"},
                  "StartAt": "Send", "States": {
                    "Send": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Retry": [{"ErrorEquals": ["Full"]}], "Next": "Sent"},
                    "Sent": {"Type": "Pass", "End": true}}}}}}""".formatted(childType));
    }

    private static final String TWO_ITEMS = """
            {"input": [1, 2], "mocks": {"Send": {"0": {"Throw": {"Error": "Full"}}, "1-9": {"Return": 1}}}, "output": [1, 1]}""";

    @Test
    void child_execution_of_a_distributed_map_is_a_transition_besides_its_states() throws IOException {
        distributedMap("STANDARD");

        assertThat(units(TWO_ITEMS)).isEqualTo(new Units(1 + 2 + 2 * 2 + 1, 0, 0, 0, NOTHING));
    }

    /** One of them waits a second for its retry; both have 64 MB. */
    @Test
    void child_execution_that_is_express_is_a_transition_and_a_request() throws IOException {
        distributedMap("EXPRESS");

        assertThat(units(TWO_ITEMS)).isEqualTo(new Units(1 + 2, 2, 0, 0, new Units.Measured(64 * (1000 + 100), 0, 0)));
    }

    @Test
    void express_execution_is_a_request_in_steps_of_100_ms_and_64_mb() throws IOException {
        project.type("EXPRESS").state("""
                {"Type": "Wait", "Timestamp": "2026-01-01T00:00:00.101Z"}""");

        assertThat(units("""
                {"input": {}, "now": "2026-01-01T00:00:00Z", "output": {}}""")).isEqualTo(new Units(0, 1, 0, 0, new Units.Measured(64 * 200, 0, 0)));
    }

    /** 100 iterations with 200 kB each are more than the 14 MB that 64 MB leave. */
    @Test
    void memory_of_an_express_execution_grows_with_its_data() throws IOException {
        project.type("EXPRESS").definition("""
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ResultPath": null, "ItemsPath": "$.items",
                  "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Pass", "Result": 1, "End": true}}},
                  "ItemSelector": {"text.$": "$.text"}}}}""");
        var items = "0, ".repeat(99) + "0";
        var input = "{\"items\": [%s], \"text\": \"%s\"}".formatted(items, "x".repeat(200_000));

        assertThat(units("{\"input\": %s, \"output\": {}}".formatted(input)))
                .isEqualTo(new Units(0, 1, 0, 0, new Units.Measured(128 * 100, 0, 0)));
    }

    @Test
    void executions_that_the_case_starts_count_too() throws IOException {
        project.workflow("refund", "EXPRESS", """
                {"StartAt": "Pay", "States": {"Pay": {"Type": "Succeed"}}}""").state("""
                {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sfn:startSyncExecution",
                "Parameters": {"StateMachineArn": "%smachine-refund"}}""".formatted(LocalProject.MACHINE_ARN));

        assertThat(units("{\"input\": {}, \"output\": {}}"))
                .isEqualTo(new Units(1, 1, 0, 0, new Units.Measured(64 * 100, 0, 0)));
    }
}
