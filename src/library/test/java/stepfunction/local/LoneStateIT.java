package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.lambda.SharedRuntime;

/** One state alone, as the local run runs it with {@code -Dstate}. */
@Timeout(60)
class LoneStateIT {

    private static final SharedRuntime LAMBDA = SharedRuntime.ofTests();

    /** Charge invokes a function, Publish a service, and both may be retried or caught; Each has states within it. */
    private static final String ORDER = """
            {"StartAt": "Charge", "QueryLanguage": "JSONata", "States": {
              "Charge": {"Type": "Task", "Resource": "%1$sgreet", "Next": "Publish",
                "Arguments": {"order": "{%% $states.input.id %%}", "amount": "{%% $total %%}"},
                "Assign": {"receipt": "{%% $states.result.greeted.order %%}"}},
              "Publish": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish",
                "Arguments": {"TopicArn": "t", "Message": "{%% 'Order ' & $states.input.id & ' is paid' %%}"},
                "Output": {"message": "{%% $states.result.MessageId %%}"}, "Next": "Each",
                "Retry": [{"ErrorEquals": ["Sns.ThrottledException"], "IntervalSeconds": 2}],
                "Catch": [{"ErrorEquals": ["Sns.InvalidParameterException"], "Next": "Excuse", "Output": "{%% $states.errorOutput.Error %%}"}]},
              "Each": {"Type": "Map", "Items": "{%% $states.input.lines %%}", "Next": "Excuse",
                "ItemProcessor": {"StartAt": "Pick", "States": {
                  "Pick": {"Type": "Task", "Resource": "%1$sgreet", "Next": "Send",
                    "Arguments": {"item": "{%% $states.context.Map.Item.Value %%}"}},
                  "Send": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish",
                    "Arguments": {"TopicArn": "t", "Message": "m"}, "End": true}}}},
              "Excuse": {"Type": "Pass", "End": true}}}""".formatted(LocalProject.FUNCTION_ARN);

    @TempDir
    Path folder;

    private LocalProject project;

    @AfterAll
    static void stop_python() {
        LAMBDA.close();
    }

    @BeforeEach
    void make_the_project() throws IOException {
        project = new LocalProject(folder, LAMBDA::get).definition(ORDER);
    }

    /** @param options by name, as they follow {@code -D} */
    private int run(Map<String, String> options) {
        return project.run(
                StateOptions.of(name -> Optional.ofNullable(options.get(name))).orElseThrow());
    }

    @Test
    void handler_runs_and_the_state_tells_what_it_sends_returns_and_assigns_and_what_follows() {
        var status = run(Map.of("state", "Charge", "input", "{\"id\": \"7\"}", "variables", "{\"total\": 20}"));

        assertThat(status).as(project.stderr()).isEqualTo(LocalRun.AS_EXPECTED);
        assertThat(project.stdout()).isEqualTo("{\"greeted\":{\"order\":\"7\",\"amount\":20}}\n");
        assertThat(project.stderr().replaceAll("in Python .*:", "in Python:").replaceAll("\\.\\d{3}  ", "  "))
                .isEqualTo("""
                        The state Charge, in Python:
                            00:00:00  Charge (Task)
                        Request: {"order":"7","amount":20}
                        Result: {"greeted":{"order":"7","amount":20}}
                        Variables: {"receipt":"7"}
                        State SUCCEEDED; Next leads to Publish
                        """);
    }

    @Test
    void result_stands_in_for_a_call_that_cannot_be_made() {
        assertThat(run(Map.of("state", "Publish", "input", "{\"id\": \"7\"}", "result", "{\"MessageId\": \"1\"}")))
                .isEqualTo(LocalRun.AS_EXPECTED);

        assertThat(project.stdout()).isEqualTo("{\"message\":\"1\"}\n");
        assertThat(project.stderr())
                .contains(
                        "\nRequest: {\"TopicArn\":\"t\",\"Message\":\"Order 7 is paid\"}\nResult: {\"MessageId\":\"1\"}\n")
                .endsWith("\nState SUCCEEDED; Next leads to Each\n");
    }

    @Test
    void error_is_caught() {
        var status = run(Map.of(
                "state", "Publish", "input", "{\"id\": 7}", "error", "Sns.InvalidParameterException", "cause", "no"));

        assertThat(status).isEqualTo(LocalRun.AS_EXPECTED);
        assertThat(project.stdout()).isEqualTo("\"Sns.InvalidParameterException\"\n");
        assertThat(project.stderr())
                .endsWith("\nState CAUGHT_ERROR: Sns.InvalidParameterException, no; Catch[0].Next leads to Excuse\n");
    }

    @Test
    void error_is_retried_by_nobody() {
        assertThat(run(Map.of("state", "Publish", "input", "{\"id\": 7}", "error", "Sns.ThrottledException")))
                .isEqualTo(LocalRun.OTHERWISE);

        assertThat(project.stdout()).isEmpty();
        assertThat(project.stderr())
                .containsOnlyOnce("mock of call")
                .endsWith("\nState RETRIABLE: Sns.ThrottledException; the retry follows after 2.0 s\n");
    }

    @Test
    void error_that_nothing_handles_fails() {
        assertThat(run(Map.of("state", "Publish", "input", "{\"id\": 7}", "error", "States.Timeout")))
                .isEqualTo(LocalRun.OTHERWISE);

        assertThat(project.stderr()).endsWith("\nState FAILED: States.Timeout\n");
    }

    @Test
    void variable_that_is_missing_fails_as_in_an_execution() {
        assertThat(run(Map.of("state", "Charge", "input", "{\"id\": \"7\"}"))).isEqualTo(LocalRun.OTHERWISE);

        assertThat(project.stderr()).contains("\nState FAILED: States.QueryEvaluationError, ");
    }

    @Test
    void state_within_a_map_sees_its_input_as_the_first_item() {
        assertThat(run(Map.of("state", "Pick", "input", "5"))).isEqualTo(LocalRun.AS_EXPECTED);

        assertThat(project.stdout()).isEqualTo("{\"greeted\":{\"item\":5}}\n");
    }

    @Test
    void map_runs_whole_with_the_mocks_of_a_case() throws IOException {
        project.givenCase("mocked", """
                {"input": {}, "output": {}, "mocks": {"Send": {"Return": {"MessageId": "1"}}}}""");

        assertThat(run(Map.of("state", "Each", "case", "mocked", "input", "{\"lines\": [1, 2]}")))
                .as(project.stderr())
                .isEqualTo(LocalRun.AS_EXPECTED);

        assertThat(project.stdout()).isEqualTo("[{\"MessageId\":\"1\"},{\"MessageId\":\"1\"}]\n");
        assertThat(project.stderr())
                .doesNotContain("\nRequest: ")
                .endsWith("\nState SUCCEEDED; Next leads to Excuse\n");
    }

    @Test
    void case_without_a_mock_of_the_state_gives_only_its_others() throws IOException {
        project.givenCase("unmocked", """
                {"input": {"id": 9}, "output": {}}""");

        assertThat(run(Map.of("state", "Each", "case", "unmocked"))).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.stderr())
                .isEqualTo(
                        "The local run has stopped: the state Each contains Send, whose calls cannot be made locally;"
                                + " use the mocks of a case with -Dcase=NAME\n");
    }

    @Test
    void state_of_a_further_workflow_runs() throws IOException {
        project.workflow("refund", """
                {"StartAt": "Pay", "States": {"Pay": {"Type": "Pass", "Result": 3, "End": true}}}""").givenCase("refund/late", "{\"input\": {}, \"output\": {}}");

        assertThat(run(Map.of("state", "refund/Pay"))).isEqualTo(LocalRun.AS_EXPECTED);
        assertThat(run(Map.of("state", "Pay", "case", "refund/late"))).isEqualTo(LocalRun.AS_EXPECTED);

        assertThat(project.stdout()).isEqualTo("3\n3\n");
        assertThat(project.stderr()).endsWith("\nState SUCCEEDED; the state is an end\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Chrage     | state must be the name of a state, was Chrage; did you mean Charge? known: Charge, Each, Excuse, Pick, Publish, Send, refund/Pay
            refund/Pya | state must be the name of a state, was refund/Pya; did you mean refund/Pay? known: Charge, Each, Excuse, Pick, Publish, Send, refund/Pay
            Publish    | the state Publish calls arn:aws:states:::sns:publish, which cannot be called locally; pass its result with -Dresult='{...}' or its error with -Derror=NAME, or use the mocks of a case with -Dcase=NAME
            """)
    void state_that_cannot_run_is_refused_in_one_line(String state, String message) throws IOException {
        project.workflow("refund", """
                {"StartAt": "Pay", "States": {"Pay": {"Type": "Pass", "End": true}}}""");

        assertThat(run(Map.of("state", state))).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.stdout()).isEmpty();
        assertThat(project.stderr()).isEqualTo("The local run has stopped: %s\n".formatted(message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            input     | {a: 1}       | input must have a key in double quotes, was a, at line 1, column 2, was {a: 1}; pass one JSON value, quoted for the shell: -Dinput='{"hello":"world"}'
            input     | {} {}        | input must
            variables | {"a": 1      | variables must have a closing } for the {, at line 1, column 1, was {"a": 1; pass JSON, quoted for the shell: -Dvariables='{"total":20}'
            variables | [1]          | variables must be a JSON object, was [1]; pass the value of each by its name: -Dvariables='{"total":20}'
            variables | {"$total":1} | variables must be named without $, as in Assign, was $total; name it total
            result    | 'x           | result must have a value as JSON writes it, was ', at line 1, column 1, was 'x; pass JSON, quoted for the shell: -Dresult='{"total":20}'
            cause     | late         | -Dcause is for an error; name it with -Derror=NAME
            """, quoteCharacter = '`')
    void option_that_is_wrong_is_refused_in_one_line(String option, String value, String message) {
        assertThat(run(Map.of("state", "Charge", option, value))).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.stderr())
                .startsWith("The local run has stopped: " + message)
                .hasLineCount(1);
    }

    @Test
    void result_and_error_exclude_each_other() {
        assertThat(run(Map.of("state", "Publish", "result", "1", "error", "E"))).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.stderr())
                .isEqualTo("The local run has stopped: -Dresult and -Derror exclude each other; pass one of them\n");
    }

    @Test
    void result_of_a_state_that_calls_nothing_is_refused() {
        assertThat(run(Map.of("state", "Excuse", "result", "1"))).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.stderr())
                .isEqualTo("The local run has stopped: -Dresult and -Derror answer what a state calls,"
                        + " but the Pass state Excuse calls nothing; leave them out\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"variables", "result", "error", "cause"})
    void option_without_a_state_is_refused(String option) {
        assertThatThrownBy(() -> StateOptions.of(name -> Optional.of("1").filter(value -> name.equals(option))))
                .hasMessage("-D%s is for a state that runs alone; name it with -Dstate=NAME".formatted(option));
    }
}
