package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.lambda.CannotRunException;

/** Executions that start others: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-nested-workflows.html. */
@Timeout(60)
class NestedExecutionsTest {

    private static final String SYNC = "states:startExecution.sync";
    private static final String SYNC_2 = "states:startExecution.sync:2";
    private static final String REFUND = LocalProject.MACHINE_ARN + "machine-refund";
    private static final String START = "2026-11-26T08:00:00Z";
    private static final long START_MS = 1_795_680_000_000L;

    /** It waits for three seconds, and fails where its input has fail. */
    private static final String REFUNDING = """
            {"StartAt": "Rest", "States": {
              "Rest": {"Type": "Wait", "Seconds": 3, "Next": "IsFailing"},
              "IsFailing": {"Type": "Choice", "Default": "Done",
                "Choices": [{"Variable": "$.fail", "IsPresent": true, "Next": "NoMoney"}]},
              "NoMoney": {"Type": "Fail", "Error": "NoMoney", "Cause": "The account is empty"},
              "Done": {"Type": "Pass", "Parameters": {"refunded.$": "$.order"}, "End": true}}}""";

    /** It sends a message. */
    private static final String SENDING = """
            {"StartAt": "Send", "States": {"Send": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
              "Parameters": {"QueueUrl": "q", "MessageBody.$": "$"}, "End": true}}}""";

    @TempDir
    Path folder;

    private LocalProject project;

    @BeforeEach
    void make_the_project() throws IOException {
        project = new LocalProject(folder, () -> {
            throw new AssertionError("no handler may run");
        });
        project.state(starting(SYNC_2)).workflow("refund", REFUNDING);
    }

    /** A state that passes its input on to an execution of the workflow refund; more is a part of the state. */
    private static String starting(String api, String... more) {
        return """
                {"Type": "Task", "Resource": "arn:aws:states:::%s",
                "Parameters": {"StateMachineArn": "%s", "Input.$": "$", "Name": "n"}%s}""".formatted(api, REFUND, String.join("", more));
    }

    private CaseRun run(String input, String mocks) throws IOException {
        project.givenCase("case", """
                {"input": %s, "mocks": %s, "output": {}, "now": "%s"}""".formatted(input, mocks, START));
        return project.runCase("case");
    }

    private CaseRun run(String input) throws IOException {
        return run(input, "{}");
    }

    private static JsonElement output(CaseRun run) {
        return run.result().output().orElseThrow(() -> new AssertionError(run.ending()));
    }

    private static JsonElement json(String text) {
        return JsonParser.parseString(text);
    }

    private List<String> story() {
        return project.stderr().lines().map(String::stripTrailing).toList();
    }

    @Test
    void sync_2_gives_the_state_of_the_execution_with_its_output_as_json() throws IOException {
        assertThat(output(run("{\"order\": 7}"))).isEqualTo(json("""
                {"ExecutionArn": "arn:aws:states:eu-west-1:123456789012:execution:machine-refund:n",
                 "Input": {"order": 7}, "InputDetails": {"Included": true}, "Name": "n",
                 "Output": {"refunded": 7}, "OutputDetails": {"Included": true},
                 "RedriveCount": 0, "RedriveStatus": "NOT_REDRIVABLE",
                 "RedriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
                 "StartDate": %d, "StateMachineArn": "%s", "Status": "SUCCEEDED", "StopDate": %d}
                """.formatted(START_MS, REFUND, START_MS + 3000)));
    }

    @Test
    void calls_of_another_workflow_are_named_as_in_mocks() throws IOException {
        project.workflow("mail", SENDING).state(starting(SYNC_2).replace("machine-refund", "machine-mail"));
        project.givenCase("case", """
                {"input": {"to": "you"}, "mocks": {"mail/Send": {"Return": {}}},
                 "calls": {"Only": [{"Name": "n"}], "mail/Send": [{"MessageBody": {"to": "me"}}]}}""");

        assertThat(project.runCase("case").differences())
                .containsExactly("calls.mail/Send[0].MessageBody.to must be \"me\", was \"you\"");
    }

    @Test
    void sync_gives_input_and_output_as_text() throws IOException {
        project.state(starting(SYNC));

        var output = output(run("{\"order\": null}")).getAsJsonObject();

        assertThat(output.get("Input").getAsString()).isEqualTo("{\"order\":null}");
        assertThat(output.get("Output").getAsString()).isEqualTo("{\"refunded\":null}");
    }

    /** The keys, and their order, are those of an execution in AWS. */
    @Test
    void failure_is_a_failed_task_whose_cause_is_the_state_of_the_execution() throws IOException {
        project.state(starting(SYNC));

        var result = run("{\"fail\": 1}").result();

        assertThat(result.error()).contains("States.TaskFailed");
        assertThat(result.cause())
                .contains(
                        "{\"Cause\":\"The account is empty\",\"Error\":\"NoMoney\",\"ExecutionArn\":\"arn:aws:states:eu-west-1:123456789012:execution:machine-refund:n\",\"Input\":\"{\\\"fail\\\":1}\",\"InputDetails\":{\"Included\":true},\"Name\":\"n\",\"StartDate\":%d,\"StateMachineArn\":\"%s\",\"Status\":\"FAILED\",\"StopDate\":%d}"
                                .formatted(START_MS, REFUND, START_MS + 3000));
    }

    @Test
    void history_of_the_task_has_its_submission_before_its_end() throws IOException {
        project.state(starting(SYNC));

        var events = run("{\"fail\": 1}").events().all();

        assertThat(events)
                .extracting(event -> event.type().text())
                .containsExactly(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSubmitted",
                        "TaskFailed",
                        "ExecutionFailed");
        assertThat(events.get(4).output().orElseThrow().getAsJsonObject().keySet())
                .containsExactly("ExecutionArn", "SdkHttpMetadata", "SdkResponseMetadata", "StartDate");
    }

    @Test
    void history_has_the_events_of_each_execution_with_ids_of_their_own() throws IOException {
        var events = JsonParser.parseString(run("{\"order\": 7}").history()).getAsJsonArray().asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();

        assertThat(events)
                .filteredOn(event -> event.has("workflow"))
                .hasSize(8)
                .allMatch(event -> event.get("workflow").getAsString().equals("refund"))
                .extracting(event -> event.get("id").getAsInt())
                .startsWith(1, 2)
                .endsWith(8);
        assertThat(events)
                .filteredOn(event -> !event.has("workflow"))
                .extracting(event -> event.get("id").getAsInt())
                .startsWith(1, 2)
                .endsWith(8);
    }

    @Test
    void story_of_a_child_is_further_to_the_right() throws IOException {
        project.state(starting(SYNC_2));

        run("{\"fail\": 1}");

        assertThat(story())
                .containsExactly(
                        "    00:00:00.000  Only (Task)",
                        "    00:00:00.000    refund/Rest (Wait)",
                        "    00:00:03.000    refund/IsFailing (Choice)",
                        "                      Choices[0] leads to NoMoney",
                        "    00:00:03.000    refund/NoMoney (Fail)",
                        "    00:00:03.000    refund FAILED: NoMoney, The account is empty",
                        "                    failed: States.TaskFailed",
                        "    00:00:03.000  Execution FAILED");
    }

    @Test
    void failure_can_be_caught() throws IOException {
        project.definition("""
                {"StartAt": "Refund", "States": {
                  "Refund": %s, "Next": "Excuse", "Catch": [{"ErrorEquals": ["States.TaskFailed"], "Next": "Excuse"}]},
                  "Excuse": {"Type": "Pass", "End": true}}}""".formatted(starting(SYNC_2).replaceFirst("}$", "")));

        assertThat(output(run("{\"fail\": 1}")).getAsJsonObject().get("Error").getAsString())
                .isEqualTo("States.TaskFailed");
    }

    @Test
    void retry_with_the_same_name_fails_because_the_execution_exists() throws IOException {
        project.state(starting(SYNC_2, """
                , "Retry": [{"ErrorEquals": ["States.TaskFailed"], "MaxAttempts": 1}]"""));

        var result = run("{\"fail\": 1}").result();

        assertThat(result.error()).contains("StepFunctions.ExecutionAlreadyExistsException");
        assertThat(result.cause().orElseThrow())
                .startsWith(
                        "Execution Already Exists: 'arn:aws:states:eu-west-1:123456789012:execution:machine-refund:n' (Service: AWSStepFunctions; Status Code: 400; Error Code: ExecutionAlreadyExists; Request ID: ");
    }

    @Test
    void retry_without_a_name_runs_another_execution() throws IOException {
        project.workflow("other", SENDING).state("""
                {"Type": "Task", "Resource": "arn:aws:states:::%s", "Parameters": {"StateMachineArn": "%smachine-other"},
                 "ResultSelector": {"id.$": "$.Output.id"}, "Retry": [{"ErrorEquals": ["States.TaskFailed"], "IntervalSeconds": 2}]}
                """.formatted(SYNC_2, LocalProject.MACHINE_ARN));

        var run = run("{}", """
                {"other/Send": {"0": {"Throw": {"Error": "Busy"}}, "1": {"Return": {"id": "1"}}}}""");

        assertThat(output(run)).isEqualTo(json("{\"id\": \"1\"}"));
        assertThat(story())
                .containsExactly(
                        "    00:00:00.000  Only (Task)",
                        "    00:00:00.000    other/Send (Task)",
                        "                      mock of call 0 throws Busy",
                        "                      failed: Busy",
                        "    00:00:00.000    other FAILED: Busy",
                        "                    failed: States.TaskFailed",
                        "    00:00:02.000  Only, retry 1",
                        "    00:00:02.000    other/Send (Task)",
                        "                      mock of call 1 returns {\"id\":\"1\"}",
                        "    00:00:02.000    other SUCCEEDED",
                        "    00:00:02.000  Execution SUCCEEDED");
    }

    @Test
    void timeout_of_the_task_aborts_the_execution() throws IOException {
        project.state(starting(SYNC_2, ", \"TimeoutSeconds\": 2"));

        var run = run("{\"order\": 7}");

        assertThat(run.result().error()).contains("States.Timeout");
        assertThat(story())
                .containsExactly(
                        "    00:00:00.000  Only (Task)",
                        "    00:00:00.000    refund/Rest (Wait)",
                        "    00:00:02.000    refund ABORTED",
                        "                    failed: States.Timeout",
                        "    00:00:02.000  Execution FAILED");
    }

    @Test
    void timeout_of_the_child_is_a_failed_task() throws IOException {
        project.workflow("late", REFUNDING.replaceFirst("\\{", "{\"TimeoutSeconds\": 1, "))
                .state(starting(SYNC_2, ", \"TimeoutSeconds\": 2").replace("machine-refund", "machine-late"));

        var result = run("{}").result();

        assertThat(result.error()).contains("States.TaskFailed");
        assertThat(json(result.cause().orElseThrow())
                        .getAsJsonObject()
                        .get("Status")
                        .getAsString())
                .isEqualTo("TIMED_OUT");
    }

    @Test
    void end_of_the_parent_aborts_the_child_that_it_waits_for() throws IOException {
        project.definition("""
                {"StartAt": "Only", "TimeoutSeconds": 1, "States": {"Only": %s, "End": true}}}""".formatted(starting(SYNC_2).replaceFirst("}$", "")));

        run("{}");

        assertThat(story()).endsWith("    00:00:01.000    refund ABORTED", "    00:00:01.000  Execution TIMED_OUT");
    }

    @Test
    void failure_beside_it_aborts_the_child() throws IOException {
        project.definition("""
                {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
                  {"StartAt": "Only", "States": {"Only": %s, "End": true}}},
                  {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 1, "Next": "Bad"}, "Bad": {"Type": "Fail"}}}]}}}""".formatted(starting(SYNC_2).replaceFirst("}$", "")));

        run("{}");

        assertThat(story()).contains("    00:00:01.000      refund ABORTED");
    }

    @Test
    void request_response_goes_on_while_the_child_runs() throws IOException {
        project.state(starting("states:startExecution"));

        var run = run("{\"fail\": 1}");

        assertThat(output(run).getAsJsonObject().keySet())
                .containsExactly("ExecutionArn", "SdkHttpMetadata", "SdkResponseMetadata", "StartDate");
        assertThat(output(run).getAsJsonObject().get("StartDate").getAsString()).isEqualTo("2026-11-26T08:00:00.000Z");
        assertThat(story())
                .containsExactly(
                        "    00:00:00.000  Only (Task)",
                        "    00:00:00.000  Execution SUCCEEDED",
                        "    00:00:00.000    refund/Rest (Wait)",
                        "    00:00:03.000    refund/IsFailing (Choice)",
                        "                      Choices[0] leads to NoMoney",
                        "    00:00:03.000    refund/NoMoney (Fail)",
                        "    00:00:03.000    refund FAILED: NoMoney, The account is empty");
    }

    @Test
    void sdk_integration_gives_no_metadata() throws IOException {
        project.state(starting("aws-sdk:sfn:startExecution"));

        assertThat(output(run("{\"order\": 7}"))).isEqualTo(json("""
                {"ExecutionArn": "arn:aws:states:eu-west-1:123456789012:execution:machine-refund:n",
                 "StartDate": "2026-11-26T08:00:00.000Z"}"""));
    }

    @Test
    void unmocked_call_of_a_child_that_nobody_waits_for_is_reported_too() {
        project.workflow("other", SENDING)
                .state(starting("states:startExecution").replace("machine-refund", "machine-other"));

        assertThatThrownBy(() -> run("{}"))
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("src/test/workflow/case.json: mocks must answer");
    }

    @Test
    void express_child_runs_synchronously_and_its_failure_is_no_failure_of_the_task() throws IOException {
        project.workflow("quick", "EXPRESS", REFUNDING)
                .state(starting("aws-sdk:sfn:startSyncExecution").replace("machine-refund", "machine-quick"));

        var failed = output(run("{\"fail\": 1}")).getAsJsonObject();
        var succeeded = output(run("{\"order\": 7}")).getAsJsonObject();

        assertThat(failed.keySet())
                .containsExactly(
                        "BillingDetails",
                        "Cause",
                        "Error",
                        "ExecutionArn",
                        "Input",
                        "InputDetails",
                        "Name",
                        "StartDate",
                        "StateMachineArn",
                        "Status",
                        "StopDate");
        assertThat(failed.get("Status").getAsString()).isEqualTo("FAILED");
        assertThat(failed.get("StopDate").getAsString()).isEqualTo("2026-11-26T08:00:03.000Z");
        assertThat(succeeded.get("Output").getAsString()).isEqualTo("{\"refunded\":7}");
        assertThat(succeeded.get("ExecutionArn").getAsString())
                .startsWith("arn:aws:states:eu-west-1:123456789012:express:machine-quick:n:");
    }

    @Test
    void standard_child_cannot_run_synchronously() throws IOException {
        project.state(starting("aws-sdk:sfn:startSyncExecution"));

        var result = run("{}").result();

        assertThat(result.error()).contains("Sfn.StateMachineTypeNotSupportedException");
        assertThat(result.cause().orElseThrow())
                .startsWith(
                        "This operation is not supported by this type of state machine; the workflow refund is STANDARD: use startExecution.sync:2 (Service: Sfn, Status Code: 400, ");
    }

    @Test
    void express_child_cannot_be_waited_for() {
        project.workflow("quick", "EXPRESS", REFUNDING)
                .state(starting(SYNC).replace("machine-refund", "machine-quick"));

        assertThatThrownBy(() -> run("{}"))
                .hasMessage(
                        "the state Only waits for an execution of the workflow quick, which is EXPRESS, and Step Functions cannot wait for that; call it with arn:aws:states:::aws-sdk:sfn:startSyncExecution");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"order": 7, "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID": "x"} | {"order": 7, "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID": "x"}
            null                                                            | {}
            "{\\"order\\": 7}"                                              | {"order": 7}
            [1]                                                             | [1]
            """)
    void input_of_the_child_is_what_the_task_sends(String sent, String received) throws IOException {
        project.workflow("echo", "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\": true}}}")
                .state(starting(SYNC_2).replace("machine-refund", "machine-echo"));

        assertThat(output(run(sent)).getAsJsonObject().get("Output")).isEqualTo(json(received));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "Name": "a:b"       | StepFunctions.InvalidNameException
            "Input": "{no json" | StepFunctions.InvalidExecutionInputException
            """)
    void call_that_step_functions_refuses_fails(String argument, String error) throws IOException {
        project.state("""
                {"Type": "Task", "Resource": "arn:aws:states:::%s", "Parameters": {"StateMachineArn": "%s", %s}}""".formatted(SYNC, REFUND, argument));

        assertThat(run("{}").result().error()).contains(error);
    }

    @Test
    void context_of_the_child_is_its_own() throws IOException {
        project.workflow("echo", """
                {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true, "Parameters": {
                  "id.$": "$$.Execution.Id", "machine.$": "$$.StateMachine.Name", "input.$": "$$.Execution.Input",
                  "role.$": "$$.Execution.RoleArn", "start.$": "$$.Execution.StartTime"}}}}""").state(starting(SYNC_2).replace("machine-refund", "machine-echo"));

        assertThat(output(run("{\"a\": 1}")).getAsJsonObject().get("Output")).isEqualTo(json("""
                {"id": "arn:aws:states:eu-west-1:123456789012:execution:machine-echo:n", "machine": "machine-echo",
                 "input": {"a": 1}, "role": "arn:aws:iam::123456789012:role/machine-echo-role",
                 "start": "2026-11-26T08:00:00.000Z"}"""));
    }

    @ParameterizedTest
    @CsvSource({":3, StateMachineVersionArn", ":live, StateMachineAliasArn"})
    void version_and_alias_run_the_definition(String suffix, String field) throws IOException {
        project.state(starting(SYNC_2).replace(REFUND, REFUND + suffix));

        var output = output(run("{\"order\": 7}")).getAsJsonObject();

        assertThat(output.get(field).getAsString()).isEqualTo(REFUND + suffix);
        assertThat(output.get("StateMachineArn").getAsString()).isEqualTo(REFUND);
    }

    @Test
    void arn_may_be_computed() throws IOException {
        project.state("""
                {"Type": "Task", "Resource": "arn:aws:states:::%s",
                 "Parameters": {"StateMachineArn.$": "$.arn", "Input.$": "$"}}""".formatted(SYNC_2));

        assertThat(output(run("{\"order\": 7, \"arn\": \"%s\"}".formatted(REFUND)))
                        .getAsJsonObject()
                        .has("Output"))
                .isTrue();
        assertThatThrownBy(() -> run("{\"arn\": \"arn:aws:states:eu-west-1:1:stateMachine:x\"}"))
                .hasMessage(
                        "the state Only starts an execution of arn:aws:states:eu-west-1:1:stateMachine:x, which is not a workflow of the plan; mock the state");
    }

    @Test
    void mock_answers_in_place_of_the_child() throws IOException {
        assertThat(output(run("{}", "{\"Only\": {\"Return\": {\"Output\": 1}}}")))
                .isEqualTo(json("{\"Output\": 1}"));
        assertThat(story()).noneMatch(line -> line.contains("refund/"));
    }

    @Test
    void workflow_that_starts_itself_ends_where_it_counts_down() throws IOException {
        project.definition("""
                {"QueryLanguage": "JSONata", "StartAt": "IsZero", "States": {
                  "IsZero": {"Type": "Choice", "Default": "Again", "Choices": [{"Condition": "{% $states.input.n = 0 %}", "Next": "Zero"}]},
                  "Again": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "Arguments": {
                    "StateMachineArn": "{% $states.context.StateMachine.Id %}", "Input": {"n": "{% $states.input.n - 1 %}"}},
                    "Output": "{% $states.result.Output + 1 %}", "End": true},
                  "Zero": {"Type": "Pass", "Output": 0, "End": true}}}""");

        assertThat(output(run("{\"n\": 20}"))).isEqualTo(json("20"));
        assertThatThrownBy(() -> run("{\"n\": 21}"))
                .hasMessage(
                        "src/test/workflow/case.json: the workflow workflow starts itself more than 20 deep; end the recursion, or mock the state Again");
    }

    @ParameterizedTest
    @ValueSource(strings = {SYNC_2, "states:startExecution"})
    void workflows_that_start_each_other_without_an_end_are_reported(String api) {
        var back = starting(api).replace("machine-refund", "machine").replace(", \"Name\": \"n\"", "");
        project.workflow("back", """
                {"StartAt": "Back", "States": {"Back": %s, "End": true}}}""".formatted(back.replaceFirst("}$", "")))
                .state(starting(api).replace("machine-refund", "machine-back").replace(", \"Name\": \"n\"", ""));

        assertThatThrownBy(() -> run("{}"))
                .isInstanceOf(CannotRunException.class)
                .hasMessage(
                        "src/test/workflow/case.json: the workflows back and workflow start each other more than 20 deep; end the recursion, or mock the state Only");
    }

    @Test
    void only_the_workflows_that_start_each_other_are_named() {
        var again = starting(SYNC).replace("machine-refund", "machine-again").replace(", \"Name\": \"n\"", "");
        project.workflow("again", """
                {"StartAt": "Again", "States": {"Again": %s, "End": true}}}""".formatted(again.replaceFirst("}$", ""))).state(again);

        assertThatThrownBy(() -> run("{}"))
                .hasMessage(
                        "src/test/workflow/case.json: the workflow again starts itself more than 20 deep; end the recursion, or mock the state again/Again");
    }

    @Test
    void children_of_a_map_run_at_the_same_time() throws IOException {
        project.definition(
                """
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
                  "StartAt": "Only", "States": {"Only": %s, "ResultSelector": {"a.$": "$.Output.refunded"}, "End": true}}}}}}""".formatted(starting(SYNC_2).replace(", \"Name\": \"n\"", "").replaceFirst("}$", "")));

        var run = run("[{\"order\": 1}, {\"order\": 2}]");

        assertThat(output(run)).isEqualTo(json("[{\"a\": 1}, {\"a\": 2}]"));
        assertThat(story()).endsWith("    00:00:03.000      refund SUCCEEDED", "    00:00:03.000  Execution SUCCEEDED");
    }

    @Test
    void too_many_children_are_reported() {
        project.definition("""
                {"QueryLanguage": "JSONata", "StartAt": "Each", "States": {"Each": {"Type": "Map", "Items": "{% [1..1001] %}", "End": true,
                  "ItemProcessor": {"StartAt": "Only", "States": {"Only": {"Type": "Task", "End": true,
                    "Resource": "arn:aws:states:::states:startExecution", "Arguments": {"StateMachineArn": "REFUND", "Input": {}}}}}}}}""".replace("REFUND", REFUND));

        assertThatThrownBy(() -> run("{}"))
                .hasMessage(
                        "src/test/workflow/case.json: the case starts more than 1000 executions, the last one of the workflow refund; mock the state Only");
    }

    @Test
    void children_that_loop_are_reported() {
        project.workflow(
                        "loop",
                        "EXPRESS",
                        "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"Next\": \"P\"}}}")
                .definition("""
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
                  "StartAt": "Only", "States": {"Only": %s, "End": true}}}}}}""".formatted(starting("states:startExecution")
                        .replace("machine-refund", "machine-loop")
                        .replaceFirst("}$", "")));

        assertThatThrownBy(() -> run("[{}, {}, {}]"))
                .hasMessage(
                        "src/test/workflow/case.json: the executions that the case starts have more than 250000 events; end the loop in the workflow loop, or mock the state that starts it");
    }

    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html: it is idempotent. */
    @Test
    void start_of_a_running_execution_with_the_same_name_and_input_gives_that_one() throws IOException {
        var branch = """
                {"StartAt": "Wait%1$d", "States": {
                  "Wait%1$d": {"Type": "Wait", "Seconds": %1$d, "Next": "Start%1$d"}, "Start%1$d": %2$s, "End": true}}}""";
        var start = starting("aws-sdk:sfn:startExecution").replaceFirst("}$", "");
        project.definition("""
                {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [%s, %s]}}}""".formatted(branch.formatted(1, start), branch.formatted(2, start)));

        var outputs = output(run("{\"order\": 7}")).getAsJsonArray();

        assertThat(outputs.get(0)).isEqualTo(outputs.get(1));
        assertThat(story())
                .filteredOn(line -> line.contains("refund SUCCEEDED"))
                .hasSize(1);
    }

    @Test
    void start_of_a_running_execution_with_another_input_fails() throws IOException {
        project.definition("""
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
                  "StartAt": "Only", "States": {"Only": %s, "End": true}}}}}}""".formatted(starting("states:startExecution").replaceFirst("}$", "")));

        assertThat(run("[{\"order\": 1}, {\"order\": 2}]").result().error())
                .contains("StepFunctions.ExecutionAlreadyExistsException");
    }

    @Test
    void calls_of_a_state_count_through_the_executions_in_the_order_of_their_times() throws IOException {
        project.workflow(
                        "other",
                        SENDING.replace("\"StartAt\": \"Send\"", "\"StartAt\": \"Rest\"")
                                .replace(
                                        "\"States\": {",
                                        "\"States\": {\"Rest\": {\"Type\": \"Wait\", \"SecondsPath\": \"$.rest\", \"Next\": \"Send\"}, "))
                .definition("""
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
                  "StartAt": "Only", "States": {"Only": %s, "ResultSelector": {"call.$": "$.Output"}, "End": true}}}}}}""".formatted(starting(SYNC_2)
                        .replace("machine-refund", "machine-other")
                        .replace(", \"Name\": \"n\"", "")
                        .replaceFirst("}$", "")));

        var run = run("[{\"rest\": 9}, {\"rest\": 2}]", """
                {"other/Send": {"0": {"Return": "first"}, "1": {"Return": "second"}}}""");

        assertThat(output(run)).isEqualTo(json("[{\"call\": \"second\"}, {\"call\": \"first\"}]"));
    }

    @Test
    void states_of_a_child_that_need_mocks_are_listed_when_it_enters_one() {
        project.workflow("other", SENDING).state(starting(SYNC_2).replace("machine-refund", "machine-other"));

        assertThatThrownBy(() -> run("{}")).hasMessage("""
                src/test/workflow/case.json: mocks must answer the calls that cannot be made locally in the workflow other, which the case runs too; missing:
                - state other/Send: arn:aws:states:::sqs:sendMessage
                Add to the case, with what each answers after Return:
                  "mocks": {
                    "other/Send": {"Return": {}}
                  }""");
    }

    @Test
    void name_of_the_own_workflow_may_stand_before_a_state() throws IOException {
        assertThat(output(run("{}", "{\"workflow/Only\": {\"Return\": 1}}"))).isEqualTo(json("1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            refnd/Rest   | mocks names the workflow refnd in refnd/Rest, which the plan does not have; did you mean refund? known: refund, workflow
            refund/NoMny | mocks names the state refund/NoMny, which the workflow refund does not have; did you mean NoMoney? known: Done, IsFailing, NoMoney, Rest
            refund/Rest  | mocks has the state refund/Rest, a Wait, which calls nothing; remove it there
            Rest         | mocks names the state Rest, which the workflow does not have; known: Only
            """)
    void mock_of_no_call_is_refused(String name, String message) {
        assertThatThrownBy(() -> run("{}", "{\"%s\": {\"Return\": 1}}".formatted(name)))
                .hasMessage("src/test/workflow/case.json: " + message);
    }

    @Test
    void mock_by_the_former_name_of_a_workflow_is_refused_with_the_present_one() {
        project.formerly("refund", "payback");

        assertThatThrownBy(() -> run("{}", "{\"payback/Rest\": {\"Return\": 1}}"))
                .hasMessage(
                        "src/test/workflow/case.json: mocks names the workflow payback in payback/Rest, but payback is now called refund; rename it to refund/Rest");
    }

    @Test
    void child_that_this_machine_cannot_run_is_reported() {
        project.workflow("other", """
                        {"StartAt": "P", "States": {"P": {"Type": "Map", "End": true, "ResultWriter": {"WriterConfig": {"Transformation": "FLATTEN"}}, "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}}}}""").state(starting(SYNC_2).replace("machine-refund", "machine-other"));

        assertThatThrownBy(() -> run("{}"))
                .hasMessageStartingWith("the definition of the workflow other cannot run on this machine:\n- ");
    }

    @Test
    void definition_of_a_workflow_that_is_not_started_is_not_read() throws IOException {
        project.workflow("other", "no JSON").state("{\"Type\": \"Pass\"}");

        assertThat(output(run("{\"a\": 1}"))).isEqualTo(json("{\"a\": 1}"));
    }
}
