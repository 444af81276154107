package stepfunction.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static stepfunction.recording.HistoryText.json;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import stepfunction.asl.Definition;

/** The case that a history becomes, and the histories that become none. */
class RecordedExecutionTest {

    private static final Definition ORDERS = Definition.parse("""
            {"StartAt": "Price", "States": {
              "Price": {"Type": "Pass", "Next": "Charge"},
              "Charge": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:charge", "Next": "Publish"},
              "Publish": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true}}}""");

    private static final Definition EACH = Definition.parse("""
            {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "Call", "States": {
              "Call": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:call", "End": true}}}}}}""");

    /** Charge fails once. */
    private static HistoryText orders() {
        return new HistoryText()
                .addAfter(0, "ExecutionStarted", "input", "{\"order\": 7.0}", "roleArn", "role")
                .addAfter(0, "PassStateEntered", "name", "Price", "input", "{\"order\": 7.0}")
                .exited("Pass", "Price", "{\"order\": 7.0}")
                .entered("Task", "Charge", "{\"order\": 7.0}")
                .called("{\"order\": 7.0}")
                .add("LambdaFunctionFailed", "error", "Lambda.ServiceException", "cause", "busy")
                .called("{\"order\": 7.0}")
                .add("LambdaFunctionSucceeded", "output", "{\"paid\": true}")
                .exited("Task", "Charge", "{\"paid\": true}")
                .entered("Task", "Publish", "{\"paid\": true}")
                .calledService("{\"MessageBody\": \"paid\"}")
                .add("TaskSucceeded", "output", "{\"MessageId\": \"1\"}")
                .exited("Task", "Publish", "{\"MessageId\": \"1\"}")
                .add("ExecutionSucceeded", "output", "{\"MessageId\": \"1\"}");
    }

    private static JsonObject caseOf(String text) {
        return RecordedExecution.read(text).toCase(ORDERS);
    }

    @Test
    void case_has_input_responses_end_path_and_calls() {
        assertThat(caseOf(orders().page())).isEqualTo(json("""
                {"recorded": true,
                 "now": "2026-11-26T08:00:00.250Z",
                 "input": {"order": 7.0},
                 "mocks": {
                   "Charge": {
                     "0": {"Throw": {"Error": "Lambda.ServiceException", "Cause": "busy"}},
                     "1": {"Return": {"paid": true}}},
                   "Publish": {"Return": {"MessageId": "1"}}},
                 "output": {"MessageId": "1"},
                 "path": ["Price", "Charge", "Publish"],
                 "calls": {
                   "Charge": [{"order": 7.0}, {"order": 7.0}],
                   "Publish": [{"MessageBody": "paid"}]}}"""));
    }

    static Stream<String> forms() {
        return Stream.of(
                orders().pages(4),
                orders().pages(4).replace("\n", ""),
                orders().reversedArray(),
                orders().logLines(),
                orders().logEvents(),
                orders().insights(),
                orders().page().replace("\"2026-11-26T09:00:00.250000+01:00\"", "1795680000.25"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void history_of_any_form_becomes_the_same_case(String text) {
        assertThat(caseOf(text)).isEqualTo(caseOf(orders().page()));
    }

    @Test
    void log_of_many_lines_is_read_in_seconds() {
        var history = new HistoryText().addAfter(0, "ExecutionStarted", "input", "{}", "roleArn", "role");
        for (int visit = 0; visit < 5_000; visit++) {
            history.entered("Pass", "Price", "{}").exited("Pass", "Price", "{}");
        }
        var log = history.add("ExecutionSucceeded", "output", "{}").logLines();

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> caseOf(log));
    }

    @Test
    void failed_execution_has_error_and_cause() {
        var history = orders().upTo(7).add("ExecutionFailed", "error", "Lambda.ServiceException", "cause", "busy");

        var json = caseOf(history.page());

        assertThat(json.get("error")).isEqualTo(json("\"Lambda.ServiceException\""));
        assertThat(json.get("cause")).isEqualTo(json("\"busy\""));
        assertThat(json.has("output")).isFalse();
    }

    @Test
    void cause_that_counts_events_is_left_out() {
        var cause = "An error occurred while executing the state 'Charge' (entered at the event id #4). No such path";
        var history = orders().upTo(4).add("ExecutionFailed", "error", "States.Runtime", "cause", cause);

        var json = caseOf(history.page());

        assertThat(json.has("cause")).isFalse();
        assertThat(json.getAsJsonObject("mocks").keySet()).isEmpty();
    }

    @Test
    void error_without_a_name_is_null() {
        var history = orders().upTo(3).add("ExecutionFailed");

        assertThat(caseOf(history.page()).get("error")).isEqualTo(JsonNull.INSTANCE);
    }

    /** The second iteration calls between the call of the first one and its retry. */
    @Test
    void iterations_are_numbered_one_after_another_with_their_retries() {
        var history = new HistoryText()
                .addAfter(0, "ExecutionStarted", "input", "[1, 2]")
                .addAfter(0, "MapStateEntered", "name", "Each", "input", "[1, 2]")
                .add("MapStateStarted")
                .addAfter(3, "MapIterationStarted", "name", "Each")
                .addAfter(3, "MapIterationStarted", "name", "Each")
                .addAfter(5, "TaskStateEntered", "name", "Call", "input", "2")
                .addAfter(4, "TaskStateEntered", "name", "Call", "input", "1")
                .addAfter(7, "LambdaFunctionScheduled", "input", "1")
                .addAfter(6, "LambdaFunctionScheduled", "input", "2")
                .addAfter(8, "LambdaFunctionFailed", "error", "E")
                .addAfter(9, "LambdaFunctionSucceeded", "output", "\"two\"")
                .addAfter(10, "LambdaFunctionScheduled", "input", "1")
                .addAfter(12, "LambdaFunctionSucceeded", "output", "\"one\"")
                .add("ExecutionSucceeded", "output", "[\"one\", \"two\"]")
                .detail(4, "index", json("0"))
                .detail(5, "index", json("1"));

        var json = RecordedExecution.read(history.page()).toCase(EACH);

        assertThat(json.getAsJsonObject("mocks").get("Call")).isEqualTo(json("""
                {"0": {"Throw": {"Error": "E"}}, "1": {"Return": "one"}, "2": {"Return": "two"}}"""));
        assertThat(json.getAsJsonObject("calls").get("Call")).isEqualTo(json("[1, 1, 2]"));
    }

    /** The second item is through before the first one is retried, and so it is in a run of the case. */
    @Test
    void calls_behind_a_retry_are_numbered_as_a_run_makes_them() {
        var each = Definition.parse("""
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "A", "States": {
                  "A": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:a", "Next": "B",
                    "Retry": [{"ErrorEquals": ["E"]}]},
                  "B": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:b", "End": true}}}}}}""");
        var history = new HistoryText()
                .addAfter(0, "ExecutionStarted", "input", "[1, 2]")
                .addAfter(0, "MapStateEntered", "name", "Each", "input", "[1, 2]")
                .add("MapStateStarted")
                .addAfter(3, "MapIterationStarted", "name", "Each")
                .addAfter(4, "TaskStateEntered", "name", "A", "input", "1")
                .addAfter(5, "LambdaFunctionScheduled", "input", "1")
                .addAfter(6, "LambdaFunctionFailed", "error", "E")
                .addAfter(4, "MapIterationStarted", "name", "Each")
                .addAfter(8, "TaskStateEntered", "name", "A", "input", "2")
                .addAfter(9, "LambdaFunctionScheduled", "input", "2")
                .addAfter(10, "LambdaFunctionSucceeded", "output", "\"a2\"")
                .addAfter(11, "TaskStateExited", "name", "A", "output", "\"a2\"")
                .addAfter(12, "TaskStateEntered", "name", "B", "input", "\"a2\"")
                .addAfter(13, "LambdaFunctionScheduled", "input", "\"a2\"")
                .addAfter(14, "LambdaFunctionSucceeded", "output", "\"b2\"")
                .addAfter(7, "LambdaFunctionScheduled", "input", "1")
                .addAfter(16, "LambdaFunctionSucceeded", "output", "\"a1\"")
                .addAfter(17, "TaskStateExited", "name", "A", "output", "\"a1\"")
                .addAfter(18, "TaskStateEntered", "name", "B", "input", "\"a1\"")
                .addAfter(19, "LambdaFunctionScheduled", "input", "\"a1\"")
                .addAfter(20, "LambdaFunctionSucceeded", "output", "\"b1\"")
                .add("ExecutionSucceeded", "output", "[\"b1\", \"b2\"]")
                .detail(4, "index", json("0"))
                .detail(8, "index", json("1"));

        var json = RecordedExecution.read(history.page()).toCase(each);

        assertThat(json.getAsJsonObject("mocks")).isEqualTo(json("""
                {"A": {"0": {"Throw": {"Error": "E"}}, "1": {"Return": "a1"}, "2": {"Return": "a2"}},
                 "B": {"0": {"Return": "b2"}, "1": {"Return": "b1"}}}"""));
        assertThat(json.getAsJsonObject("calls")).isEqualTo(json("""
                {"A": [1, 1, 2], "B": ["a2", "a1"]}"""));
    }

    @Test
    void call_that_has_no_answer_stays_unanswered() {
        var aborted = orders().upTo(6).add("TaskStateAborted").add("ExecutionFailed", "error", "E");
        var outOfTime = orders().upTo(6)
                .detail(5, "timeoutInSeconds", json("5"))
                .add("LambdaFunctionTimedOut", "error", "States.Timeout")
                .add("ExecutionFailed", "error", "States.Timeout");

        assertThat(Stream.of(aborted, outOfTime))
                .extracting(history ->
                        caseOf(history.page()).getAsJsonObject("mocks").get("Charge"))
                .containsOnly(json("{\"Unanswered\": true}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                              | [1]                   | [1]
            {"ResultPath": "$.a.b"}                         | {"a": {"b": [1]}}     | [1]
            {"ResultPath": null}                            | {"a": 1}              | null
            {"QueryLanguage": "JSONata"}                    | [1]                   | [1]
            """)
    void distributed_map_is_mocked_by_its_result(String fields, String output, String result) {
        var json = RecordedExecution.read(distributed(output).page()).toCase(distributedMap(fields));

        assertThat(json.getAsJsonObject("mocks").get("Each"))
                .isEqualTo(json("{\"Map\": {\"Return\": %s}}".formatted(result)));
    }

    @Test
    void distributed_map_that_failed_is_mocked_by_its_error() {
        var history = distributed("[]")
                .upTo(4)
                .add("MapRunFailed", "error", "States.ItemReaderFailed", "cause", "gone")
                .add("MapStateFailed")
                .add("ExecutionFailed", "error", "States.ItemReaderFailed", "cause", "gone");

        var json = RecordedExecution.read(history.page()).toCase(distributedMap("{}"));

        assertThat(json.getAsJsonObject("mocks").get("Each")).isEqualTo(json("""
                {"Map": {"Throw": {"Error": "States.ItemReaderFailed", "Cause": "gone"}}}"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"ResultSelector": {"n": 1}}                       | ResultSelector
            {"OutputPath": "$.a"}                              | OutputPath
            {"ResultPath": "$.b"}                              | ResultPath
            {"QueryLanguage": "JSONata", "Output": {"n": 1}}   | Output
            """)
    void distributed_map_whose_result_is_unknown_is_refused(String fields, String field) {
        var execution = RecordedExecution.read(distributed("{\"a\": 1}").page());

        assertThatThrownBy(() -> execution.toCase(distributedMap(fields)))
                .isInstanceOf(HistoryException.class)
                .hasMessage(
                        "does not have the result of the distributed Map Each, because its %s changes it; record an execution without this state, or write the case by hand",
                        field);
    }

    private static Definition distributedMap(String fields) {
        var definition = json("""
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
                  "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                  "StartAt": "Item", "States": {"Item": {"Type": "Pass", "End": true}}}}}}""").getAsJsonObject();
        var map = definition.getAsJsonObject("States").getAsJsonObject("Each");
        json(fields).getAsJsonObject().asMap().forEach(map::add);
        return Definition.parse(definition.toString());
    }

    private static HistoryText distributed(String output) {
        return new HistoryText()
                .addAfter(0, "ExecutionStarted", "input", "[1]")
                .addAfter(0, "MapStateEntered", "name", "Each", "input", "[1]")
                .add("MapStateStarted")
                .add("MapRunStarted", "mapRunArn", "arn")
                .add("MapRunSucceeded")
                .add("MapStateSucceeded")
                .addAfter(5, "MapStateExited", "name", "Each", "output", output)
                .add("ExecutionSucceeded", "output", output);
    }

    static Stream<Arguments> refused() {
        var command = "aws stepfunctions get-execution-history --execution-arn ARN > FILE";
        return Stream.of(
                Arguments.of("{\"events\": [", "must have a closing ] for the [, at line 1, column 12"),
                Arguments.of("", "is empty"),
                Arguments.of(
                        "{\"executionArn\": \"arn\"}",
                        "must be what `aws stepfunctions get-execution-history` prints, a log of an EXPRESS workflow, or target/local/history.json, but has {\"executionArn\":\"arn\"}"),
                Arguments.of("{\"events\": []}", "has no events; fetch them with " + command),
                Arguments.of(
                        orders().without(1).page(),
                        "was cut off: it begins with event 2 (PassStateEntered); fetch all events with " + command),
                Arguments.of(
                        orders().without(6).without(6).page(),
                        "was cut off: event 5 (LambdaFunctionScheduled) is followed by event 8 (LambdaFunctionScheduled); fetch all events with %s, or log at the level ALL"
                                .formatted(command)),
                Arguments.of(
                        orders().firstPage(6),
                        "was cut off: it has a nextToken after event 6 (LambdaFunctionStarted); fetch all events with "
                                + command),
                Arguments.of(
                        orders().upTo(6).page(),
                        "has no end: after event 6 (LambdaFunctionStarted), the execution still runs or the history was cut off; fetch it when the execution has ended"),
                Arguments.of(
                        orders().detail(11, "outputDetails", json("{\"truncated\": true}"))
                                .page(),
                        "was cut off: the data of event 11 (TaskStateExited) is truncated; record an execution with less data"),
                Arguments.of(
                        orders().detail(11, "output", json("\"{\\\"paid\\\": tr...\""))
                                .page(),
                        "was cut off: the output of an event must have a value as JSON writes it, was tr, at line 1, column 10; was \"{\\\"paid\\\": tr...\""),
                Arguments.of(
                        orders().detail(1, "input", JsonNull.INSTANCE).page(),
                        "has no data, such as the input of event 1 (ExecutionStarted); fetch it without --no-include-execution-data, or log it with includeExecutionData"),
                Arguments.of(
                        orders().upTo(7)
                                .add("ExecutionFailed", "error", "E")
                                .add("ExecutionRedriven")
                                .page(),
                        "has an execution that was redriven (event 9 (ExecutionRedriven)), which a case cannot repeat; record an execution that was not"),
                Arguments.of(
                        orders().upTo(6).add("ExecutionAborted").page(),
                        "has an execution that was stopped from outside, which a case cannot repeat; record one that ended by itself"),
                Arguments.of(
                        orders().upTo(6).add("ExecutionTimedOut").page(),
                        "has an execution that ran out of time, which a case cannot repeat, as its mocks take none; record one that ended in time"),
                Arguments.of(
                        twoExecutions(),
                        "must have the events of one execution, but has those of arn:one and arn:two; fetch them with --filter-pattern '{$.execution_arn = \"arn:two\"}'"));
    }

    private static String twoExecutions() {
        var events = new ArrayList<>(orders().logged("arn:one"));
        events.addAll(orders().logged("arn:two"));
        return HistoryText.lines(events);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void history_is_refused(String text, String message) {
        assertThatThrownBy(() -> RecordedExecution.read(text))
                .isInstanceOf(HistoryException.class)
                .hasMessage(message);
    }

    /** They have no place in the history of the execution that has started them. */
    @Test
    void executions_of_a_distributed_map_are_left_out_of_a_log() {
        var events = new ArrayList<>(orders().logged("arn:aws:states:eu-west-1:123456789012:express:orders/Each:1:2"));
        events.addAll(orders().logged("arn:aws:states:eu-west-1:123456789012:express:orders:1:2"));

        assertThat(caseOf(HistoryText.lines(events))).isEqualTo(caseOf(orders().page()));
    }

    @Test
    void state_that_is_gone_or_of_another_type_is_refused() {
        var execution = RecordedExecution.read(orders().page());
        var withoutPublish = ORDERS.toString().replace("Publish", "Publishes");
        var otherType = ORDERS.toString().replace("\"Pass\"", "\"Succeed\"");

        assertThatThrownBy(() -> execution.toCase(Definition.parse(withoutPublish)))
                .hasMessage(
                        "enters the state Publish, which the workflow does not have (it has Publishes); record an execution of the present definition");
        assertThatThrownBy(() -> execution.toCase(Definition.parse(otherType)))
                .hasMessage(
                        "enters the state Price as a Pass, but it is a Succeed; record an execution of the present definition");
        assertThatThrownBy(() -> execution.toCase(EACH))
                .hasMessage(
                        "is of another workflow: this one does not have the state Price, nor any other of the history");
    }
}
