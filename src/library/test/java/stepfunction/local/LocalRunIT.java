package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.declared.DeclaredStack;
import stepfunction.lambda.LambdaSettings;
import stepfunction.lambda.LocalLambda;
import stepfunction.lambda.Python;
import stepfunction.lambda.RuntimePackages;
import stepfunction.lambda.SharedRuntime;
import stepfunction.local.LocalRun.Options;

@Timeout(60)
class LocalRunIT {

    private static final SharedRuntime LAMBDA = SharedRuntime.ofTests();

    /** Each state but the last leads to a further one; Charge is throttled twice and then works, Send fails into its Catch. */
    private static final String ORDER = """
            {"StartAt": "IsLarge", "States": {
              "IsLarge": {"Type": "Choice", "QueryLanguage": "JSONata", "Default": "Charge",
                "Choices": [{"Condition": "{%% $states.input.amount > 100 %%}", "Next": "Cool"}]},
              "Cool": {"Type": "Wait", "Seconds": 86400, "Next": "Charge"},
              "Charge": {"Type": "Task", "Resource": "%1$sgreet", "Next": "Each", "ResultPath": "$.charged",
                "Retry": [{"ErrorEquals": ["Lambda.TooManyRequestsException"], "IntervalSeconds": 2, "BackoffRate": 2}]},
              "Each": {"Type": "Map", "ItemsPath": "$.lines", "Next": "Send", "ResultPath": "$.lines",
                "ItemProcessor": {"StartAt": "Pick", "States": {"Pick": {"Type": "Task", "Resource": "%1$sgreet", "End": true}}}},
              "Send": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": "q"}, "End": true,
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Excuse", "ResultPath": "$.error"}]},
              "Excuse": {"Type": "Pass", "End": true}}}""".formatted(LocalProject.FUNCTION_ARN);

    private static final String LARGE_ORDER = """
            {"input": {"amount": 200, "lines": [1, 2]}, "now": "2026-11-26T08:00:00+01:00",
             "mocks": {
               "Charge": {"0-1": {"Throw": {"Error": "Lambda.TooManyRequestsException"}}, "2": {"Return": "ok"}},
               "Send": {"Throw": {"Error": "Sqs.SdkException", "Cause": "no queue"}}},
             "output": {"charged": "ok", "lines": [{"greeted": 1}, {"greeted": 2}], "error": {"Error": "Sqs.SdkException"}},
             "path": ["IsLarge", "Cool", "Charge", "Each", "Pick", "Pick", "Send", "Excuse"]}""";

    @TempDir
    Path folder;

    private LocalProject project;

    @AfterAll
    static void stop_python() {
        LAMBDA.close();
    }

    @BeforeEach
    void make_the_project() throws IOException {
        project = new LocalProject(folder, LAMBDA::get);
    }

    private static Options with(String caseName) {
        return new Options(caseName, Optional.empty(), false, false, true);
    }

    private static Options withInput(String json) {
        return new Options(Cases.EXAMPLE, Optional.of(json), false, false, true);
    }

    @Test
    void case_of_a_further_workflow_runs_that() throws IOException {
        project.workflow(
                        "refund",
                        "{\"StartAt\": \"Done\", \"States\": {\"Done\": {\"Type\": \"Pass\", \"End\": true}}}")
                .givenCase("refund/late", "{\"input\": {\"a\": 1}, \"output\": {\"a\": 1}, \"path\": [\"Done\"]}");

        assertThat(project.run(with("refund/late"))).isEqualTo(LocalRun.AS_EXPECTED);

        assertThat(project.stdout()).isEqualTo("{\"a\":1}\n");
        assertThat(project.stderr())
                .contains("The case refund/late, in Python", "    00:00:00.000  Done (Pass)")
                .doesNotContain("The case expects something else");
    }

    @Test
    void output_alone_goes_to_stdout() throws IOException {
        assertThat(project.run()).isEqualTo(LocalRun.AS_EXPECTED);
        assertThat(project.stdout()).isEqualTo("{\"greeted\":{}}\n");
        assertThat(project.stderr())
                .containsPattern("aws:sfn/stateMachine:StateMachine +workflow-state-machine +machine\n");
    }

    @Test
    void story_tells_states_at_their_virtual_times_retries_catches_and_what_handlers_print() throws IOException {
        project.definition(ORDER)
                .givenCase("large", LARGE_ORDER)
                .function(
                        "greet",
                        "def handler(event, context):\n    print('greeting', event)\n    return {'greeted': event}\n");

        assertThat(project.run(with("large"))).as(project.stderr()).isEqualTo(LocalRun.AS_EXPECTED);

        var story = project.stderr().substring(project.stderr().indexOf("The case large"));
        assertThat(story.replaceAll("in Python .*:", "in Python:").replaceAll("(\\d\\d:\\d\\d:\\d\\d)\\.\\d{3}", "$1"))
                .isEqualTo("""
                        The case large, in Python:
                            00:00:00  IsLarge (Choice)
                                            Choices[0] leads to Cool
                            00:00:00  Cool (Wait)
                        1 d 00:00:00  Charge (Task)
                                            mock of call 0 throws Lambda.TooManyRequestsException
                                            failed: Lambda.TooManyRequestsException
                        1 d 00:00:02  Charge, retry 1
                                            mock of call 1 throws Lambda.TooManyRequestsException
                                            failed: Lambda.TooManyRequestsException
                        1 d 00:00:06  Charge, retry 2
                                            mock of call 2 returns "ok"
                        1 d 00:00:06  Each (Map)
                        1 d 00:00:06  Each, item 0
                        1 d 00:00:06    Pick (Task)
                                              | greeting 1
                        1 d 00:00:06  Each, item 1
                        1 d 00:00:06    Pick (Task)
                                              | greeting 2
                        1 d 00:00:06  Send (Task)
                                            mock of call 0 throws Sqs.SdkException
                                            failed: Sqs.SdkException, no queue
                                            Catch[0] leads to Excuse
                        1 d 00:00:06  Excuse (Pass)
                        1 d 00:00:06  Execution SUCCEEDED
                        """);
    }

    @Test
    void history_has_all_events() throws IOException {
        project.definition(ORDER).givenCase("large", LARGE_ORDER).run(with("large"));

        var events =
                JsonParser.parseString(Files.readString(project.historyFile())).getAsJsonArray();
        assertThat(events.get(0).toString())
                .contains(
                        "\"id\":1,\"previousEventId\":0,\"timestamp\":\"2026-11-26T07:00:00Z\",\"type\":\"ExecutionStarted\"");
        assertThat(events.asList())
                .extracting(event -> event.getAsJsonObject().get("type").getAsString())
                .contains("ChoiceStateEntered", "LambdaFunctionFailed", "MapIterationStarted", "ExecutionSucceeded");
    }

    @Test
    void data_of_each_state_is_printed_on_demand() throws IOException {
        project.run(new Options(Cases.EXAMPLE, Optional.of("{\"a\":1}"), true, false, true));

        assertThat(project.stderr()).contains("input {\"a\":1}\n", "output {\"greeted\":{\"a\":1}}\n");
    }

    @Test
    void failed_execution_is_printed_with_error_cause_and_whether_it_was_expected() throws IOException {
        project.definition("""
                {"StartAt": "Only", "States": {"Only": {"Type": "Fail", "Error": "Sold", "Cause": "out of stock"}}}""");
        project.givenCase("sold", """
                {"input": {}, "error": "Sold"}""");

        assertThat(project.run(with("sold"))).isEqualTo(LocalRun.AS_EXPECTED);
        assertThat(project.run()).isEqualTo(LocalRun.OTHERWISE);

        assertThat(project.stdout()).isEmpty();
        assertThat(project.stderr())
                .contains("Execution FAILED: Sold\nCause: out of stock\nThe case expects just that.\n")
                .endsWith(
                        "  Execution FAILED\nThe case expects something else:\n"
                                + "- the execution must succeed with the output {}, but: Execution FAILED: Sold\nCause: out of stock\n");
    }

    /** AWS then tells that the Map has failed too, without an error. */
    @Test
    void failing_output_of_a_map_is_reported_once() throws IOException {
        project.definition("""
                {"QueryLanguage": "JSONata", "StartAt": "Each", "TimeoutSeconds": 9, "States": {
                  "Each": {"Type": "Map", "Items": [1], "Output": "{% $number('x') %}", "End": true,
                    "ItemProcessor": {"StartAt": "Pick", "States": {"Pick": {"Type": "Pass", "End": true}}}}}}""");

        assertThat(project.run()).isEqualTo(LocalRun.OTHERWISE);
        assertThat(project.stderr()).containsOnlyOnce("failed: ").contains("failed: States.QueryEvaluationError");
    }

    @Test
    void execution_that_takes_too_long_times_out() throws IOException {
        project.definition("""
                {"StartAt": "Only", "TimeoutSeconds": 60, "States": {"Only": {"Type": "Wait", "Seconds": 61, "End": true}}}""");

        assertThat(project.run()).isEqualTo(LocalRun.OTHERWISE);
        assertThat(project.stderr())
                .contains("00:01:00.000  Execution TIMED_OUT\n", ", but: Execution TIMED_OUT: States.Timeout\n");
    }

    @Test
    void warnings_of_the_program_come_first() {
        var declared = project.stack();

        project.run(
                LocalProject.EXAMPLE, () -> new DeclaredStack(declared.resources(), Map.of(), List.of("take care")));

        assertThat(project.stderr()).startsWith("Warning: take care\nThe program declares:\n");
    }

    @Test
    void input_replaces_that_of_the_case_of_which_nothing_is_expected_then() {
        assertThat(project.run(withInput("\"you\""))).isEqualTo(LocalRun.AS_EXPECTED);
        assertThat(project.stdout()).isEqualTo("{\"greeted\":\"you\"}\n");
        assertThat(project.stderr()).doesNotContain("expects");
    }

    @Test
    void failing_calls_are_tried_if_the_case_expects_something_of_them() throws IOException {
        project.givenCase(Cases.EXAMPLE, """
                {"input": {}, "output": {}, "faults": {"error": ["States.Timeout", "States.TaskFailed"]}}""");

        assertThat(project.run()).isEqualTo(LocalRun.OTHERWISE);
        assertThat(project.stderr())
                .endsWith(
                        "The case expects something else:\n- faults: if call 0 of Only fails with Lambda.TooManyRequestsException, error must be one of"
                                + " States.Timeout, States.TaskFailed, was Lambda.TooManyRequestsException\n");
    }

    /** Greet is asked twice with the same event, and both answers are used again; only the event that a failure makes is new to it. */
    @Test
    void functions_run_once_however_many_calls_are_made_to_fail() throws IOException {
        var invoked = folder.resolve("invoked");
        project.function("greet", """
                import os
                def handler(event, context):
                    with open('%s', 'a') as file:
                        file.write(event.get('failed', 'ok') + ' ')
                    return {'size': os.path.getsize('%s')}
                """.formatted(invoked, invoked))
                .definition("""
                {"StartAt": "First", "States": {
                  "First": {"Type": "Task", "Resource": "%1$sgreet", "ResultPath": "$.first", "OutputPath": "$.again", "Next": "Second",
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Failed"}]},
                  "Second": {"Type": "Task", "Resource": "%1$sgreet", "End": true},
                  "Failed": {"Type": "Task", "Resource": "%1$sgreet", "Parameters": {"failed": "failed"}, "End": true}}}""".formatted(LocalProject.FUNCTION_ARN))
                .givenCase(Cases.EXAMPLE, """
                {"input": {"again": {}}, "output": {"size": 6}, "faults": {"undone": {"First": "Second"}}}""");

        assertThat(project.run()).as(project.stderr()).isEqualTo(LocalRun.AS_EXPECTED);

        assertThat(invoked).hasContent("ok ok failed ");
    }

    @Test
    void failure_with_another_input_sets_the_exit_status() throws IOException {
        project.definition("""
                {"StartAt": "Only", "States": {"Only": {"Type": "Fail", "Error": "Sold"}}}""").givenCase(Cases.EXAMPLE, """
                {"input": {}, "error": "Sold"}""");

        assertThat(project.run()).isEqualTo(LocalRun.AS_EXPECTED);
        assertThat(project.run(withInput("{}"))).isEqualTo(LocalRun.OTHERWISE);
    }

    @Test
    void unexpected_output_sets_the_exit_status() throws IOException {
        project.givenCase(Cases.EXAMPLE, """
                {"input": {}, "output": {"greeted": 7}}""");

        assertThat(project.run()).isEqualTo(LocalRun.OTHERWISE);
        assertThat(project.stdout()).isEqualTo("{\"greeted\":{}}\n");
        assertThat(project.stderr()).endsWith("The case expects something else:\n- output.greeted must be 7, was {}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{hello: 1}", "hello", "", "{} {}", "{\"a\":1,}", "'{}'"})
    void input_that_is_no_json_cannot_run(String input) {
        assertThat(project.run(withInput(input))).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.stdout()).isEmpty();
        assertThat(project.stderr())
                .contains(
                        "The local run has stopped: input must ",
                        ", was %s; pass one JSON value".formatted(input.isEmpty() ? "empty" : input),
                        "-Dinput=");
    }

    @Test
    void input_over_the_limit_cannot_run() throws IOException {
        var large = "\"%s\"".formatted("é".repeat(131_072));
        project.givenCase("large", "{\"input\": %s, \"output\": {}}".formatted(large));

        assertThat(project.run(withInput(large))).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.run(with("large"))).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.stderr())
                .contains("input must have at most 262144 bytes of UTF-8, has 262146")
                .contains("large.json: input must have at most 262144 bytes of UTF-8, has 262146");
    }

    @Test
    void number_beyond_a_double_cannot_run() {
        assertThat(project.run(withInput("1e999"))).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.stderr())
                .endsWith(
                        "The local run has stopped: the execution's data must not have a number beyond a double, has 1e999\n");
    }

    @Test
    void half_of_a_surrogate_pair_cannot_run() throws IOException {
        project.givenCase("half", "{\"input\": \"\\udc00\", \"output\": {}}");

        assertThat(project.run(withInput("{\"a\":\"\\ud800\"}"))).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.run(with("half"))).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.run(withInput("\"\\ud83d\\ude00\""))).isEqualTo(LocalRun.AS_EXPECTED);
        assertThat(project.stderr())
                .containsPattern(
                        "^The local run has stopped: input must not have half of a surrogate pair, has .ud800, at line 1, column 6, was .+; pass .+\n")
                .containsPattern(
                        "\nThe local run has stopped: .+half.json must not have half of a surrogate pair, has .udc00, at line 1, column 11\n");
    }

    @Test
    void handler_that_its_file_does_not_define_cannot_run() throws IOException {
        project.function("greet", "# The handler.\ndef handlr(event, context):\n    return event\n");

        assertThat(project.run()).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.stderr())
                .isEqualTo(
                        "The local run has stopped: greet/handler.py does not define handler, the handler of the function"
                                + " greet; did you mean handlr?\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {251, 300, 5000})
    void response_that_is_nested_too_deep_cannot_run(int depth) throws IOException {
        project.function("greet", """
                import sys
                sys.setrecursionlimit(20000)
                def handler(event, context):
                    value = 1
                    for depth in range(%d):
                        value = [value]
                    return value
                """.formatted(depth));

        assertThat(project.run()).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.stderr())
                .endsWith(
                        "\nThe local run has stopped: a function's response must not be nested deeper than 250 levels on this machine;"
                                + " mock the state in the case\n");
    }

    @Test
    void response_that_is_nested_250_deep_runs() throws IOException {
        project.function("greet", "import json\nhandler = lambda event, context: json.loads('[' * 250 + ']' * 250)");

        assertThat(project.run(withInput("{}"))).isEqualTo(LocalRun.AS_EXPECTED);
    }

    /** Each turn nests the output 200 times more. */
    @Test
    void execution_whose_data_grows_too_deep_fails() throws IOException {
        project.definition("""
                {"QueryLanguage": "JSONata", "StartAt": "Wrap", "States": {
                  "Wrap": {"Type": "Pass", "Output": %s"{%% $states.input %%}"%s, "Next": "Again"},
                  "Again": {"Type": "Choice", "Choices": [{"Condition": "{%% true %%}", "Next": "Wrap"}]}}}""".formatted("[".repeat(200), "]".repeat(200)));

        assertThat(project.run()).isEqualTo(LocalRun.OTHERWISE);
        assertThat(project.stderr()).contains("Execution FAILED: States.DataLimitExceeded");
    }

    @Test
    void mistake_of_this_program_is_one_line_with_its_place() {
        var status = project.run(LocalProject.EXAMPLE, () -> {
            throw new IllegalStateException("no");
        });

        assertThat(status).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.stderr())
                .matches(
                        "The local run has stopped: unexpected error: java.lang.IllegalStateException: no at .+LocalRunIT.java:\\d+\\)\n");
    }

    @Test
    void package_that_is_none_cannot_run() throws IOException {
        Files.delete(folder.resolve("target/pinned.zip"));
        Files.createDirectory(folder.resolve("target/pinned.zip"));

        assertThat(project.run()).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.stderr())
                .matches("The local run has stopped: the deployment package .+pinned.zip cannot be unpacked to .+\n");
    }

    @Test
    void package_that_leads_out_of_its_folder_cannot_run() throws IOException {
        project.functionOf("greet", Map.of("../../../../out.py", ""));

        assertThat(project.run()).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.stderr()).contains("(../../../../out.py leads out of it)");
        assertThat(folder.resolve("target/out.py")).doesNotExist();
    }

    @Test
    void history_alone_is_left() throws IOException {
        project.run();

        try (var files = Files.list(folder.resolve(LocalRun.FOLDER))) {
            assertThat(files).containsExactly(project.historyFile());
        }
    }

    @Test
    void case_that_is_not_there_cannot_run() {
        assertThat(project.run(with("exampel"))).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.stderr())
                .isEqualTo("The local run has stopped: src/test/workflow/exampel.json does not exist;"
                        + " did you mean example?\n");
    }

    @Test
    void two_cases_of_one_name_cannot_run() throws IOException {
        project.givenCase("late/Example", "{}");

        assertThat(project.run()).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.stderr())
                .contains("cases must differ in their names, but src/test/workflow/example.json"
                        + " and src/test/workflow/late/Example.json do not; rename one");
    }

    @Test
    void stack_that_cannot_be_declared_cannot_run() {
        var status = project.run(LocalProject.EXAMPLE, () -> {
            throw new IllegalArgumentException("stack must be one of [dev]");
        });

        assertThat(status).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(project.stderr()).isEqualTo("The local run has stopped: stack must be one of [dev]\n");
    }

    /** The current folder is the project's. */
    @Test
    void python_in_the_projects_folder_is_not_taken() throws IOException {
        var project = Path.of("")
                .toAbsolutePath()
                .relativize(Path.of(python("exit 3")).getParent().toAbsolutePath());

        assertThatThrownBy(() -> Python.find("python3", "." + File.pathSeparator + project + File.pathSeparator))
                .hasMessageContaining("no python3 is on the PATH");
    }

    @Test
    void python_behind_the_script_of_a_version_manager_is_the_one_that_runs() throws IOException {
        var python = Python.find("python3", System.getenv("PATH"));
        var script = python("exec %s \"$@\"".formatted(python.executable()));

        assertThat(Python.find(script, "").executable().toRealPath())
                .isEqualTo(python.executable().toRealPath());
    }

    @Test
    void missing_python_is_refused() {
        assertThatThrownBy(() -> Python.find("no-such-python3", "/usr/bin:/bin"))
                .hasMessage(
                        "Python must be installed, but no no-such-python3 is on the PATH; install it and put it there");
    }

    @Test
    void older_python_is_refused() throws IOException {
        var python = python("echo '{\"executable\": \"/bin/sh\", \"version\": \"3.8.20\"}'");

        assertThatThrownBy(() -> Python.find(python, ""))
                .hasMessage("Python must be 3.9 or newer, was 3.8.20 (/bin/sh);"
                        + " install a newer one and put it first on the PATH");
    }

    @Test
    void python_that_does_not_report_its_version_is_refused() throws IOException {
        var python = python("exit 3");

        assertThatThrownBy(() -> Python.find(python, ""))
                .hasMessage(
                        "Python must be 3.9 or newer, but %s ended before it reported its version;".formatted(python)
                                + " install another one and put it first on the PATH");
    }

    @Test
    void debugging_without_a_terminal_is_refused() {
        var settings = new LambdaSettings("python3", RuntimePackages.ofTheUser(), true, Optional.empty());
        var python = new Python(Path.of("/bin/sh"), "3.13.0", false);

        assertThatThrownBy(() -> LocalLambda.start(settings, python))
                .hasMessage("-Ddebug gives the handler the terminal, but there is none; run it in a terminal");
    }

    private String python(String script) throws IOException {
        var file = Files.writeString(folder.resolve("python3"), "#!/bin/sh\n%s\n".formatted(script));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"))
                .toString();
    }
}
