package stepfunction.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InterpreterTest {

    private static final String LOOP =
            "{\"StartAt\": \"Again\", \"States\": {\"Again\": {\"Type\": \"Pass\", \"Next\": \"Again\"}}}";

    private static ExecutionRequest request(MachineType type) {
        return new ExecutionRequest(
                JsonParser.parseString("{\"a\": 1}"),
                "run",
                Trial.START.plusMillis(40),
                "arn:aws:states:eu-west-1:111111111111:stateMachine:greet",
                "arn:aws:iam::111111111111:role/greet",
                type);
    }

    @Nested
    class TheContextObject {

        @Test
        void has_its_fields_in_the_order_of_step_functions() {
            var definition =
                    "{\"StartAt\": \"Tell\", \"States\": {\"Tell\": {\"Type\": \"Pass\", \"InputPath\": \"$$\", \"End\": true}}}";

            var result = Trial.run(definition, request(MachineType.STANDARD), call -> Trial.neverAnswered());

            assertThat(result.output().map(JsonElement::toString))
                    .contains(
                            "{\"Execution\":{\"Id\":\"arn:aws:states:eu-west-1:111111111111:execution:greet:run\","
                                    + "\"Input\":{\"a\":1},\"StartTime\":\"2026-01-01T00:00:00.040Z\",\"Name\":\"run\","
                                    + "\"RoleArn\":\"arn:aws:iam::111111111111:role/greet\",\"RedriveCount\":0},"
                                    + "\"StateMachine\":{\"Id\":\"arn:aws:states:eu-west-1:111111111111:stateMachine:greet\","
                                    + "\"Name\":\"greet\"},\"State\":{\"Name\":\"Tell\",\"EnteredTime\":\"2026-01-01T00:00:00.040Z\"}}");
        }

        @Test
        void of_an_express_workflow_has_an_id_of_its_own_and_no_redrives() {
            var definition =
                    "{\"StartAt\": \"Tell\", \"States\": {\"Tell\": {\"Type\": \"Pass\", \"InputPath\": \"$$.Execution\", \"End\": true}}}";

            var result = Trial.run(definition, request(MachineType.EXPRESS), call -> Trial.neverAnswered());

            var execution = result.output().orElseThrow().getAsJsonObject();
            assertThat(execution.get("Id").getAsString())
                    .startsWith("arn:aws:states:eu-west-1:111111111111:express:greet:run:")
                    .hasSize("arn:aws:states:eu-west-1:111111111111:express:greet:run:".length() + 36);
            assertThat(execution.has("RedriveCount")).isFalse();
        }

        @Test
        void of_an_iteration_tells_item_and_retries_of_its_task() {
            var definition = """
                    {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
                      "StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": "${A}", "End": true,
                        "Parameters": {"map.$": "$$.Map", "retries.$": "$$.State.RetryCount"}}}}}}}""";

            var result = Trial.run(definition, "[\"x\"]", call -> new TaskResult(call.arguments(), Duration.ZERO));

            assertThat(result.output().orElseThrow().getAsJsonArray().get(0).getAsJsonObject())
                    .isEqualTo(JsonParser.parseString(
                            "{\"map\": {\"Item\": {\"Index\": 0, \"Value\": \"x\"}}, \"retries\": 0}"));
        }
    }

    @Nested
    class TheHistory {

        @ParameterizedTest
        @CsvSource({
            "arn:aws:lambda:us-east-1:123456789012:function:f, LambdaFunctionScheduled LambdaFunctionStarted LambdaFunctionSucceeded",
            "arn:aws:states:::sns:publish, TaskScheduled TaskStarted TaskSucceeded",
            "arn:aws:states:::glue:startJobRun.sync, TaskScheduled TaskStarted TaskSubmitted TaskSucceeded",
            "arn:aws:states:us-east-1:123456789012:activity:a, ActivityScheduled ActivityStarted ActivitySucceeded",
        })
        void of_a_task_depends_on_what_it_calls(String resource, String types) {
            var definition =
                    "{\"StartAt\": \"Work\", \"States\": {\"Work\": {\"Type\": \"Task\", \"Resource\": \"%s\", \"End\": true}}}"
                            .formatted(resource);

            var result = Trial.run(definition, "{}", call -> new TaskResult(call.arguments(), Duration.ZERO));

            var all = "ExecutionStarted TaskStateEntered %s TaskStateExited ExecutionSucceeded".formatted(types);
            assertThat(result.history().stream().map(event -> event.type().text()))
                    .containsExactly(all.split(" "));
        }

        /** An API that refuses the call has started nothing. */
        @ParameterizedTest
        @CsvSource({
            "glue:startJobRun.sync, States.TaskFailed, TaskSubmitted TaskFailed",
            "glue:startJobRun.sync, Glue.ConcurrentRunsExceededException, TaskFailed",
            "sqs:sendMessage.waitForTaskToken, Declined, TaskSubmitted TaskFailed",
            "sqs:sendMessage.waitForTaskToken, Sqs.QueueDoesNotExistException, TaskFailed",
            "sqs:sendMessage, Declined, TaskFailed",
        })
        void of_a_task_that_fails_tells_whether_it_was_submitted(String api, String error, String types) {
            var definition =
                    "{\"StartAt\": \"Work\", \"States\": {\"Work\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::%s\", \"End\": true}}}"
                            .formatted(api);

            var result = Trial.run(definition, "{}", call -> {
                throw new TaskFailure(error, null, Duration.ZERO);
            });

            var all = "ExecutionStarted TaskStateEntered TaskScheduled TaskStarted %s ExecutionFailed".formatted(types);
            assertThat(result.history().stream().map(event -> event.type().text()))
                    .containsExactly(all.split(" "));
        }

        @Test
        void has_a_distributed_map_that_starts_before_its_tolerance_is_read() {
            var definition = """
                    {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ToleratedFailureCountPath": "$[0]", "Iterator": {
                      "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                      "StartAt": "Item", "States": {"Item": {"Type": "Pass", "End": true}}}}}}""";

            var result = Trial.run(definition, "[-1]");

            assertThat(Trial.story(result))
                    .containsExactly(
                            "1 0 s ExecutionStarted",
                            "2 0 s MapStateEntered Each",
                            "3 0 s MapStateStarted Each",
                            "4 0 s ExecutionFailed");
        }

        /** The iterations run at the same time. */
        @Test
        void leads_from_each_event_to_those_that_follow() {
            var definition = """
                    {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
                      "StartAt": "Item", "States": {"Item": {"Type": "Wait", "Seconds": 1, "End": true}}}}}}""";

            var history = Trial.run(definition, "[1, 2]").history();

            assertThat(history)
                    .extracting(event -> "%d %d %s"
                            .formatted(
                                    event.previousId(), event.id(), event.type().text()))
                    .containsExactly(
                            "0 1 ExecutionStarted",
                            "0 2 MapStateEntered",
                            "2 3 MapStateStarted",
                            "3 4 MapIterationStarted",
                            "4 5 WaitStateEntered",
                            "4 6 MapIterationStarted",
                            "6 7 WaitStateEntered",
                            "5 8 WaitStateExited",
                            "6 9 MapIterationSucceeded",
                            "7 10 WaitStateExited",
                            "9 11 MapIterationSucceeded",
                            "11 12 MapStateSucceeded",
                            "12 13 MapStateExited",
                            "13 14 ExecutionSucceeded");
        }

        @Test
        void has_the_input_and_the_output_of_each_state() {
            var definition = """
                    {"StartAt": "One", "States": {
                      "One": {"Type": "Pass", "Result": 1, "ResultPath": "$.one", "Next": "Two"},
                      "Two": {"Type": "Pass", "OutputPath": "$.one", "End": true}}}""";

            var history = Trial.run(definition, "{}").history();

            assertThat(history.get(1).input().map(JsonElement::toString)).contains("{}");
            assertThat(history.get(2).output().map(JsonElement::toString)).contains("{\"one\":1}");
            assertThat(history.get(3).input().map(JsonElement::toString)).contains("{\"one\":1}");
            assertThat(history.get(4).output().map(JsonElement::toString)).contains("1");
        }

        @Test
        void of_a_distributed_map_leaves_its_iterations_to_the_listener() throws UnrunnableDefinitionException {
            var definition = """
                    {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
                      "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                      "StartAt": "Item", "States": {"Item": {"Type": "Pass", "End": true}}}}}}""";
            var heard = new ArrayList<HistoryEvent>();

            var result = Interpreter.of(Definition.parse(definition))
                    .run(
                            ExecutionRequest.of(JsonParser.parseString("[7]"), Trial.START),
                            call -> Trial.neverAnswered(),
                            heard::add);

            assertThat(Trial.story(result))
                    .containsExactly(
                            "1 0 s ExecutionStarted",
                            "2 0 s MapStateEntered Each",
                            "3 0 s MapStateStarted Each",
                            "4 0 s MapRunStarted Each",
                            "5 0 s MapRunSucceeded Each",
                            "6 0 s MapStateSucceeded Each",
                            "7 0 s MapStateExited Each",
                            "8 0 s ExecutionSucceeded");
            assertThat(heard.stream().filter(event -> !event.executionName().equals("execution")))
                    .extracting(event -> event.id() + " " + event.type().text())
                    .containsExactly(
                            "1 ExecutionStarted", "2 PassStateEntered", "3 PassStateExited", "4 ExecutionSucceeded");
        }

        @Test
        void tells_by_which_way_each_state_is_left() {
            var definition = """
                    {"StartAt": "Work", "States": {
                      "Work": {"Type": "Task", "Resource": "${A}", "Next": "Done", "Catch": [
                        {"ErrorEquals": ["A"], "Next": "Done"}, {"ErrorEquals": ["B"], "Next": "Pick"}]},
                      "Pick": {"Type": "Choice", "Default": "Done", "Choices": [
                        {"Variable": "$.Error", "StringEquals": "A", "Next": "Done"},
                        {"Variable": "$.Error", "StringEquals": "B", "Next": "Again"}]},
                      "Again": {"Type": "Choice", "Default": "Done", "Choices": [
                        {"Variable": "$.Error", "StringEquals": "A", "Next": "Again"}]},
                      "Done": {"Type": "Pass", "End": true}}}""";

            var history = Trial.run(definition, "{}", call -> {
                        throw new TaskFailure("B", null, Duration.ZERO);
                    })
                    .history();

            assertThat(history.stream().flatMap(event -> event.transition().stream()))
                    .containsExactly(
                            new Transition("Catch[1].Next", "Pick"),
                            new Transition("Choices[1].Next", "Again"),
                            new Transition("Default", "Done"));
        }

        @Test
        void tells_that_an_expression_has_failed() {
            var definition = """
                    {"QueryLanguage": "JSONata", "StartAt": "Make", "States": {
                      "Make": {"Type": "Pass", "Output": "{% $no %}", "End": true}}}""";

            assertThat(Trial.story(Trial.run(definition, "{}")))
                    .containsExactly(
                            "1 0 s ExecutionStarted",
                            "2 0 s PassStateEntered Make",
                            "3 0 s EvaluationFailed Make",
                            "4 0 s ExecutionFailed");
        }
    }

    @Nested
    class BadInput {

        @Test
        @Timeout(5)
        void a_machine_that_loops_for_ever_ends_with_its_history() {
            var result = Trial.run(LOOP, "{}");

            assertThat(result.error()).contains("States.Runtime");
            assertThat(result.cause()).contains("The execution reached the maximum number of history events (25000).");
            assertThat(result.history()).hasSize(25_000);
        }

        @Test
        @Timeout(5)
        void an_express_workflow_that_loops_for_ever_times_out() {
            var result = Trial.run(LOOP, request(MachineType.EXPRESS), call -> Trial.neverAnswered());

            assertThat(result.status()).isEqualTo(ExecutionResult.Status.TIMED_OUT);
        }

        @Test
        void unsupported_features_are_rejected_by_name() {
            var definition = Definition.parse("""
                    {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true,
                      "ResultWriter": {"WriterConfig": {"Transformation": "FLATTEN"}},
                      "ItemProcessor": {"StartAt": "Item", "States": {"Item": {"Type": "Pass", "End": true}}}}}}""");

            assertThatThrownBy(() -> Interpreter.of(definition))
                    .isInstanceOf(UnrunnableDefinitionException.class)
                    .hasMessage("Each has a WriterConfig in its ResultWriter, which cannot run here");
        }

        @Test
        void a_wait_longer_than_the_state_machine_may_run() {
            var result = Trial.run("""
                    {"StartAt": "Rest", "TimeoutSeconds": 5, "States": {"Rest": {"Type": "Wait", "Seconds": 60, "End": true}}}""", "{}");

            assertThat(result.status()).isEqualTo(ExecutionResult.Status.TIMED_OUT);
        }

        private static ExecutionResult decided(String rule) {
            return Trial.run("""
                    {"StartAt": "Pick", "States": {"Yes": {"Type": "Pass", "Result": "yes", "End": true},
                      "Pick": {"Type": "Choice", "Choices": [%s]}}}""".formatted(rule), "{\"a\": \"x\"}");
        }

        @Test
        void a_choice_rule_without_a_variable() {
            var result = decided("{\"Foo\": 1, \"StringEquals\": \"x\", \"Next\": \"Yes\"}");

            assertThat(result.error()).contains("States.Runtime");
            assertThat(result.cause().orElse("")).endsWith("A choice rule has no Variable.");
        }

        @Test
        void an_unknown_field_of_a_choice_rule_is_not_its_operator() {
            var result = decided("{\"Variable\": \"$.a\", \"Foo\": 1, \"StringEquals\": \"x\", \"Next\": \"Yes\"}");

            assertThat(result.outputOrNull()).hasToString("\"yes\"");
        }

        @Test
        void an_input_above_256_KiB() {
            var large = new JsonPrimitive("x".repeat(300 * 1024));

            assertThatThrownBy(() -> Trial.run(LOOP, large.toString()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The input must be at most 256 KiB.");
        }

        @Test
        void an_output_above_256_KiB() {
            var definition = """
                    {"QueryLanguage": "JSONata", "StartAt": "Make", "States": {"Make": {"Type": "Pass", "End": true,
                      "Output": "{% $pad('', 300 * 1024, 'x') %}"}}}""";

            var result = Trial.run(definition, "{}");

            assertThat(result.error()).contains("States.DataLimitExceeded");
            assertThat(result.cause())
                    .contains(
                            "The state/task 'Make' returned a result with a size exceeding the maximum number of bytes service limit.");
        }

        @Test
        void a_number_beyond_a_double() {
            assertThatThrownBy(() -> Trial.run(LOOP, "{\"a\": 1e999}"))
                    .isInstanceOf(InvalidJsonException.class)
                    .hasMessage("the execution's data must not have a number beyond a double, has 1e999");
        }

        @Test
        void a_text_of_a_thousand_levels_is_no_json_for_a_function() {
            var text = new JsonPrimitive("[".repeat(1000) + "]".repeat(1000));
            var definition = """
                    {"StartAt": "Make", "States": {"Make": {"Type": "Pass", "End": true,
                      "Parameters": {"v.$": "States.StringToJson($)"}}}}""";

            assertThat(Trial.run(definition, text.toString()).error()).contains("States.IntrinsicFailure");
        }
    }

    @Test
    @Timeout(10)
    void ten_thousand_transitions_take_less_than_a_second() {
        Trial.run(LOOP, "{\"items\": [1, 2, 3]}");

        var start = System.nanoTime();
        Trial.run(LOOP, "{\"items\": [1, 2, 3]}");

        var seconds = (System.nanoTime() - start) / 1e9;
        assertThat(12_499 / seconds).isGreaterThan(10_000);
    }
}
