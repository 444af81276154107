package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.asl.Definition;
import stepfunction.asl.StrictJson;
import stepfunction.local.LocalRun.Options;
import stepfunction.recording.RecordedExecution;

/** A recorded case reports the first difference from the execution that it was made of, and how to accept it. */
class ReplayTest {

    private static final String RECORDED = """
            {
              "recorded": true,
              "now": "2026-11-26T08:00:00Z",
              "input": {"order": "7"},
              "mocks": {"Charge": {"Return": {"paid": true}}},
              "output": {"paid": true},
              "path": ["Price", "Charge"],
              "calls": {"Charge": [{"order": "7", "amount": 20.5}]}
            }
            """;

    private static final String DEFINITION = """
            {"StartAt": "Price", "States": {
              "Price": {"Type": "Pass", "Parameters": {"order.$": "$.order", "amount": 20.5}, "Next": "Charge"},
              "Charge": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:greet", "End": true}}}""";

    private static final Options ACCEPT = new Options("late-payment", Optional.empty(), false, true, true);

    @TempDir
    Path folder;

    private LocalProject project;

    @BeforeEach
    void record() throws IOException {
        project = new LocalProject(folder, () -> {
            throw new AssertionError("no handler may run");
        });
        project.definition(DEFINITION).givenCase("late-payment", RECORDED);
    }

    private List<String> differences() {
        return project.runCase("late-payment").differences();
    }

    @Test
    void same_definition_has_no_difference() {
        assertThat(differences()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "amount": 20.5                 | "amount": 20                               | Charge is called with amount 20, was 20.5, after Price
            "amount": 20.5                 | "amount": 20.5, "tip": [1]                 | Charge is called with tip [1], was absent, after Price
            , "amount": 20.5               | ``                                         | Charge is called without amount, was 20.5, after Price
            "Type": "Pass", "Parameters"   | "Type": "Pass", "OutputPath": "$.order", "Parameters" | Charge is called with "7", was {"order":"7","amount":20.5}, after Price
            "StartAt": "Price"             | "StartAt": "Charge"                        | Charge is entered first, was Price
            "Resource"                     | "ResultSelector": {"paid": false}, "Resource" | the execution ends with paid false, was true
            "Resource"                     | "ResultPath": "$.r.x", "OutputPath": "$.y", "Resource" | the execution fails with States.Runtime (An error occurred while executing the state 'Charge' (entered at the event id #4). Invalid path '$.y' : No results for path: $['y']), but succeeded
            }}                             | }, "Wait": {"Type": "Pass", "End": true}}  | ``
            """)
    void first_difference_is_one_sentence(String before, String after, String difference) {
        project.definition(DEFINITION.replace(before, after));

        if (difference.isEmpty()) {
            assertThat(differences()).isEmpty();
        } else {
            assertThat(differences())
                    .containsExactly(
                            difference
                                    + "; to accept this, run: mvn -q test-compile exec:java@local -Dcase=late-payment -Daccept");
        }
    }

    @Test
    void state_in_between_comes_before_what_it_sends() {
        project.definition("""
                {"StartAt": "Price", "States": {
                  "Price": {"Type": "Pass", "Next": "Round"},
                  "Round": {"Type": "Pass", "Result": {"amount": 1}, "Next": "Charge"},
                  "Charge": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:greet", "End": true}}}""");

        assertThat(differences()).singleElement().asString().startsWith("Round is entered after Price, was Charge;");
    }

    @Test
    void state_that_is_gone_is_a_difference() {
        project.definition("""
                {"StartAt": "Price", "States": {"Price": {"Type": "Pass", "End": true}}}""");

        assertThat(differences()).singleElement().asString().startsWith("nothing is entered after Price, was Charge;");
    }

    @Test
    void failure_that_is_handled_now_is_a_difference() throws IOException {
        project.givenCase(
                "late-payment",
                RECORDED.replace("{\"Return\": {\"paid\": true}}", "{\"Throw\": {\"Error\": \"Declined\"}}")
                        .replace("\"output\": {\"paid\": true}", "\"error\": \"Declined\""));
        assertThat(differences()).isEmpty();

        project.definition(DEFINITION
                .replace("\"End\": true", """
                "Catch": [{"ErrorEquals": ["Declined"], "Next": "Price"}], "End": true""".replace("\"Next\": \"Price\"", "\"Next\": \"Sorry\""))
                .replace("\"States\": {", """
                "States": {"Sorry": {"Type": "Succeed"},"""));

        assertThat(differences()).singleElement().asString().startsWith("Sorry is entered after Charge, was the end;");
    }

    /** As an execution in another account saw it, at another time and with another stack. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "id.$": "$$.Execution.Id"                                  | "id": "arn:aws:states:us-east-1:999999999999:execution:prod:order-7"
            "id.$": "States.Format('id {}.', $$.Execution.Name)"       | "id": "id order-7."
            "id.$": "$$.State.EnteredTime"                             | "id": "2025-01-02T03:04:05.678Z"
            "id.$": "States.UUID()"                                    | "id": "0b0bd4a2-9e6c-4b1c-a63d-4c5b0a5de6b5"
            "id.$": "$$.StateMachine.Name"                             | "id": "prod"
            "id": "greet"                                              | "id": "greet-prod"
            """)
    void values_that_vary_between_executions_are_not_differences(String parameter, String sent) throws IOException {
        project.definition(DEFINITION.replace("\"amount\": 20.5", parameter));
        project.givenCase("late-payment", RECORDED.replace("\"amount\": 20.5", sent));

        assertThat(differences()).isEmpty();
    }

    /** Which the input has, so that it does not differ in each execution. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-25T08:00:00Z",
                "0b0bd4a2-9e6c-4b1c-a63d-4c5b0a5de6b5",
                "arn:aws:sqs:eu-west-1:123456789012:q"
            })
    void data_is_compared_even_if_it_looks_generated(String order) throws IOException {
        project.givenCase(
                "late-payment", RECORDED.replace("{\"order\": \"7\"}", "{\"order\": \"%s\"}".formatted(order)));

        assertThat(differences())
                .singleElement()
                .asString()
                .startsWith("Charge is called with order \"%s\", was \"7\", after Price;".formatted(order));
    }

    @Test
    void iterations_of_a_map_may_come_in_any_order() throws IOException {
        project.definition("""
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "A", "States": {
                  "A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "End": true}}}}}}""");
        project.givenCase("late-payment", """
                {"recorded": true, "input": [1, 2], "output": [1, 2], "path": ["Each", "A", "B", "A", "B"]}""");
        assertThat(differences()).isEmpty();

        project.givenCase("late-payment", """
                {"recorded": true, "input": [1, 2], "output": [1, 2], "path": ["Each", "A", "B", "B"]}""");
        assertThat(differences()).singleElement().asString().startsWith("A is entered 2 times, was entered 1 times;");
    }

    /** Concurrent iterations with retries, an aborted branch, a distributed Map with its reader, and a nested execution. */
    @Test
    void history_of_a_local_run_becomes_a_case_that_does_the_same() throws IOException {
        project.definition("""
                {"StartAt": "Each", "States": {
                  "Each": {"Type": "Map", "ResultPath": "$.each", "Next": "Both", "ItemsPath": "$.items", "ItemProcessor": {"StartAt": "A", "States": {
                    "A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Retry": [{"ErrorEquals": ["E"]}], "Next": "B"},
                    "B": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true}}}},
                  "Both": {"Type": "Parallel", "ResultPath": "$.both", "Next": "Far", "Catch": [{"ErrorEquals": ["Stop"], "ResultPath": "$.e", "Next": "Far"}],
                    "Branches": [
                      {"StartAt": "Slow", "States": {"Slow": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true}}},
                      {"StartAt": "Stop", "States": {"Stop": {"Type": "Fail", "Error": "Stop"}}}]},
                  "Far": {"Type": "Map", "ResultPath": "$.far", "Next": "Child", "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"}},
                    "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "Item", "States": {
                      "Item": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true}}}},
                  "Child": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
                    "Parameters": {"StateMachineArn": "arn:aws:states:eu-west-1:123456789012:stateMachine:machine-refund", "Input": {"n": 1}},
                    "ResultSelector": {"n.$": "$.Output.n"}, "ResultPath": "$.child", "End": true}}}""").workflow("refund", """
                        {"StartAt": "Each", "States": {"Each": {"Type": "Pass", "End": true}}}""").givenCase("local", """
                        {"input": {"items": [1, 2]}, "output": {}, "mocks": {
                          "A": {"0": {"Throw": {"Error": "E"}}, "1": {"Return": "a1"}, "2": {"Return": "a2"}},
                          "B": {"0": {"Return": "b2"}, "1": {"Return": "b1"}},
                          "Slow": {"Unanswered": true},
                          "Far": {"Return": [7, 8]},
                          "Item": {"0": {"Return": "i7"}, "1": {"Return": "i8"}}}}""");
        var run = project.runCase("local");
        var definition =
                Definition.parse(run.stack().workflow("workflow").orElseThrow().definitionText());

        var recorded = RecordedExecution.read(run.history()).toCase(definition);

        assertThat(recorded.get("output").toString())
                .contains("\"each\":[\"b1\",\"b2\"]", "\"far\":[\"i7\",\"i8\"]", "\"child\":{\"n\":1}");
        project.givenCase("late-payment", CaseFile.text(recorded));
        var replayed = project.runCase("late-payment");
        assertThat(replayed.differences()).isEmpty();
        assertThat(replayed.events().all())
                .extracting(event -> event.type().text())
                .contains("TaskStateAborted");
        assertThat(replayed.result().output()).contains(recorded.get("output"));
    }

    private String accepted() {
        var run = project.runCase("late-payment");
        return CaseFile.text(
                new Acceptance(run).accepted(StrictJson.parse(RECORDED).getAsJsonObject()));
    }

    private static String inLines(String json) {
        return CaseFile.text(StrictJson.parse(json).getAsJsonObject());
    }

    @Test
    void accepted_case_has_no_difference_and_keeps_the_rest() throws IOException {
        project.definition(DEFINITION.replace("20.5", "20").replace("\"Price\"", "\"Cost\""));

        var accepted = accepted();

        assertThat(StrictJson.parse(accepted))
                .isEqualTo(StrictJson.parse(RECORDED.replace("20.5", "20").replace("\"Price\"", "\"Cost\"")));
        project.givenCase("late-payment", accepted);
        assertThat(differences()).isEmpty();
    }

    @Test
    void accepting_drops_the_mock_of_a_state_that_is_gone() {
        project.definition("""
                {"StartAt": "Price", "States": {"Price": {"Type": "Fail", "Error": "Closed", "Cause": "for good"}}}""");

        assertThat(accepted()).isEqualTo(inLines("""
                {"recorded": true, "now": "2026-11-26T08:00:00Z", "input": {"order": "7"}, "mocks": {},
                 "error": "Closed", "cause": "for good", "path": ["Price"], "calls": {}}"""));
    }

    @Test
    void accepting_keeps_what_differs_in_each_execution() throws IOException {
        var parameter = "\"id.$\": \"$$.Execution.Id\", \"amount\": 20.5";
        var id = "arn:aws:states:us-east-1:999999999999:execution:prod:order-7";
        project.definition(
                DEFINITION.replace("\"amount\": 20.5", parameter).replace("\"End\"", "\"ResultPath\": null, \"End\""));
        project.givenCase(
                "late-payment", RECORDED.replace("\"amount\": 20.5", "\"amount\": 20.5, \"id\": \"%s\"".formatted(id)));

        var json = new Acceptance(project.runCase("late-payment"))
                .accepted(StrictJson.parse(
                                RECORDED.replace("\"amount\": 20.5", "\"amount\": 20.5, \"id\": \"%s\"".formatted(id)))
                        .getAsJsonObject());

        assertThat(json.getAsJsonObject("calls").toString()).contains(id);
        assertThat(json.get("output").toString()).contains("20.5");
    }

    @Test
    void case_that_is_not_recorded_is_not_rewritten() throws IOException {
        project.givenCase("late-payment", RECORDED.replace("\"recorded\": true,", ""));

        assertThat(project.run(ACCEPT)).isEqualTo(LocalRun.CANNOT_RUN);

        assertThat(project.stderr())
                .isEqualTo(
                        "The local run has stopped: src/test/workflow/late-payment.json: accept rewrites a recorded case, which this is not; change it by hand\n");
    }

    @Test
    void another_input_is_not_accepted() {
        project.run(new Options("late-payment", Optional.of("{}"), false, true, true));

        assertThat(project.stderr())
                .isEqualTo("The local run has stopped: accept needs the case's own input; remove -Dinput\n");
    }
}
