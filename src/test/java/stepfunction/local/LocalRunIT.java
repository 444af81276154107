package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;
import static stepfunction.local.Fixture.GREET;
import static stepfunction.local.Fixture.PINNED;
import static stepfunction.local.Fixture.TOPIC;
import static stepfunction.local.Fixture.WORK_DIR;
import static stepfunction.local.Fixture.oneState;
import static stepfunction.local.Fixture.task;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.DeclaredStack;
import stepfunction.ProjectFiles;

class LocalRunIT {

    private static final String TO_TOPIC = ",\"Parameters\":{\"TopicArn\":\"%s\",\"Message\":\"hi\"}".formatted(TOPIC);

    @TempDir
    Path project;

    private Fixture fixture;

    @BeforeEach
    void make_the_project() throws IOException {
        fixture = new Fixture(project);
    }

    private JsonElement output() {
        assertThat(fixture.stdout()).as(fixture.stderr()).hasLineCount(1);
        return JsonParser.parseString(fixture.stdout());
    }

    @Test
    void shipped_example_gives_its_output() throws Exception {
        var shipped = new ProjectFiles(Path.of(""));

        fixture.run(shipped.projectDir())
                .run(Optional.empty(), () -> DeclaredStack.declare(shipped, "dev", shipped.config("dev"), false));

        var example = JsonParser.parseString(Files.readString(Path.of(LocalRun.EXAMPLE)));
        assertThat(output()).isEqualTo(example.getAsJsonObject().get("output"));
    }

    @Test
    void story_tells_what_happens_and_the_definition_is_left_behind() throws Exception {
        var definition = task(GREET, "");
        fixture.function("greet", """
                import logging, os
                def handler(event, context):
                    print('to stdout')
                    os.system('echo from a child')
                    logging.warning('logged')
                    return 1
                """);

        assertThat(fixture.run("{}", definition)).isZero();
        assertThat(fixture.stdout()).isEqualTo("1\n");
        assertThat(fixture.stderr())
                .containsPattern("aws:sfn/stateMachine:StateMachine +machine +machine\n")
                .containsPattern("\\d+ ms  StateEntered Only\n")
                .contains("greet | to stdout", "greet | from a child")
                .containsPattern("greet \\| \\[WARNING]\t.+Z\t.+\tlogged\n")
                .containsPattern("\\d+ ms  StateExited Only after \\d+ ms\n");
        assertThat(WORK_DIR.resolve("definition.json")).hasContent(definition);
        try (var files = Files.list(project.resolve("greet"))) {
            assertThat(files).containsExactly(project.resolve("greet/handler.py"));
        }
    }

    @ParameterizedTest
    @CsvSource({"greet, ''", "pinned, :3"})
    void handler_sees_what_lambda_gives_and_nothing_else(String name, String qualifier) throws Exception {
        fixture.function(name, """
                import os, sys
                def handler(event, context):
                    left = context.get_remaining_time_in_millis()
                    return {
                        "context": [context.function_name, context.function_version, context.invoked_function_arn,
                            context.memory_limit_in_mb, context.log_group_name, len(context.aws_request_id)],
                        "left": 9000 < left <= 10000,
                        "names": sorted(name for name in os.environ if name != "LD_LIBRARY_PATH"),
                        "values": [os.environ[key] for key in
                            ("GREETING", "AWS_REGION", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_EXECUTION_ENV", "TZ")],
                        "stream": os.environ["AWS_LAMBDA_LOG_STREAM_NAME"] == context.log_stream_name,
                        "packages": [path for path in sys.path if "-packages" in path],
                    }
                """);

        fixture.run("{}", task((name.equals("greet") ? GREET : PINNED) + qualifier, ""));

        var version = qualifier.isEmpty() ? "$LATEST" : "3";
        assertThat(output()).isEqualTo(JsonParser.parseString("""
                {
                  "context": ["%1$s", "%2$s", "arn:aws:lambda:eu-west-1:123456789012:function:%1$s%3$s", "256",
                    "/aws/lambda/%1$s", 36],
                  "left": true,
                  "names": ["AWS_ACCESS_KEY_ID", "AWS_DEFAULT_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                    "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE",
                    "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_REGION", "AWS_SECRET_ACCESS_KEY",
                    "AWS_SESSION_TOKEN", "GREETING", "HOME", "LAMBDA_RUNTIME_DIR", "LAMBDA_TASK_ROOT", "LANG", "PATH", "TZ",
                    "_HANDLER"],
                  "values": ["hello", "eu-west-1", "%2$s", "AWS_Lambda_python3.13", ":UTC"],
                  "stream": true,
                  "packages": []
                }
                """.formatted(name, version, qualifier)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import boto3 | python3 -m pip install --target target/local/python boto3",
                "def handler(event, context): import botocore.client | target/local/python boto3",
                "import requests | python3 -m pip install --target greet requests"
            })
    void failed_import_says_where_the_package_goes(String source, String told) throws Exception {
        fixture.function("greet", source);

        assertThat(fixture.run("{}", task(GREET, ""))).isEqualTo(LocalRun.FAILED);
        assertThat(fixture.stderr()).contains(told, "No module named '");
    }

    @Test
    void what_lambdas_runtime_brings_is_found_behind_the_functions_own() throws Exception {
        var runtimeDir = Files.createDirectories(WORK_DIR.resolve("python"));
        var module = Files.writeString(runtimeDir.resolve("of_the_runtime.py"), "HERE = 1");
        fixture.function("greet", "import of_the_runtime, sys\ndef handler(event, context):\n    return sys.path[1]\n");
        try {
            fixture.run("{}", task(GREET, ""));

            assertThat(output().getAsString()).isEqualTo(runtimeDir.toString());
        } finally {
            Files.delete(module);
        }
    }

    @Test
    void map_and_parallel_call_each_function_in_its_own_folder() {
        fixture.run("[1, 2]", """
                {"StartAt": "Each", "States": {
                  "Each": {"Type": "Map", "Next": "Both", "ItemSelector": {"n.$": "$$.Map.Item.Value"}, "ItemProcessor": {
                    "StartAt": "Greet", "States": {"Greet": {"Type": "Task", "Resource": "%s", "End": true}}}},
                  "Both": {"Type": "Parallel", "End": true, "Branches": [
                    {"StartAt": "Pinned", "States": {"Pinned": {"Type": "Task", "Resource": "%s:3", "End": true}}},
                    {"StartAt": "Same", "States": {"Same": {"Type": "Pass", "End": true}}}]}}}""".formatted(GREET, PINNED));

        assertThat(output()).isEqualTo(JsonParser.parseString("""
                ["%s:3", [{"greeted": {"n": 1}}, {"greeted": {"n": 2}}]]""".formatted(PINNED)));
        assertThat(fixture.stderr()).contains("StateEntered Greet[1]", "MapIterationSucceeded Each[1]");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "lambda-invoke.csv", delimiter = '|', quoteCharacter = '\'')
    void lambda_invoke_wraps_the_functions_result(String parameters, String expected) {
        fixture.run(
                "{\"a\":7}",
                task(
                        "arn:aws:states:::lambda:invoke",
                        ",\"Parameters\":{\"%s\"}".formatted(parameters.formatted(GREET))));

        assertThat(output()).isEqualTo(JsonParser.parseString(expected.formatted(GREET, PINNED)));
    }

    @Test
    void failure_of_a_function_reaches_retry_and_catch_with_lambdas_cause() throws Exception {
        fixture.function("greet", "def handler(event, context):\n    raise KeyError('no')\n");

        fixture.run("{}", """
                {"StartAt": "Fails", "States": {
                  "Fails": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                    "Parameters": {"FunctionName": "%s", "Payload": {}},
                    "Retry": [{"ErrorEquals": ["KeyError"], "IntervalSeconds": 1, "MaxAttempts": 1}],
                    "Catch": [{"ErrorEquals": ["KeyError"], "Next": "Caught"}]},
                  "Caught": {"Type": "Pass", "End": true, "Parameters": {
                    "error.$": "$.Error", "cause.$": "States.StringToJson($.Cause)"}, "OutputPath": "$.cause.errorMessage"}}}""".formatted(GREET));

        assertThat(output().getAsString()).isEqualTo("'no'");
        assertThat(fixture.stderr()).contains("StateRetried Fails, attempt 1", "StateCaught Fails");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sns:publish", "aws-sdk:sns:publish", "sns:publish.waitForTaskToken"})
    void service_that_the_role_may_call_answers_from_the_mocks(String service) throws Exception {
        fixture.write(LocalRun.MOCKS, "{\"Only\": {\"MessageId\": \"1\"}}");

        fixture.run("{}", task("arn:aws:states:::" + service, TO_TOPIC));

        assertThat(output()).isEqualTo(JsonParser.parseString("{\"MessageId\": \"1\"}"));
        assertThat(fixture.stderr()).contains("Only | sns:Publish on " + TOPIC + " allowed, answered from the mocks");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "forbidden-services.csv", delimiter = '|', quoteCharacter = '\'')
    void service_that_the_role_may_not_call_fails(String service, String parameter, String error, String cause)
            throws Exception {
        fixture.write(LocalRun.MOCKS, "{\"Only\": {}}");

        var status =
                fixture.run("{}", task("arn:aws:states:::" + service, ",\"Parameters\":{\"%s\"}".formatted(parameter)));

        assertThat(status).isEqualTo(LocalRun.FAILED);
        assertThat(fixture.stderr()).contains("Execution FAILED: " + error, "is not authorized to perform: " + cause);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "wrong-mocks.csv", delimiter = '|', quoteCharacter = '\'')
    void mocks_that_do_not_fit_cannot_run(String mocks, String told) throws Exception {
        if (!mocks.isEmpty()) {
            fixture.write(LocalRun.MOCKS, mocks);
        }

        assertThat(fixture.run("{}", task("arn:aws:states:::sns:publish", TO_TOPIC)))
                .isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(fixture.stderr()).contains(told.translateEscapes());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "refused.csv", delimiter = '|', quoteCharacter = '\'')
    void what_the_interpreter_executes_otherwise_than_aws_cannot_run(String fields, String named) {
        assertThat(fixture.run("{}", oneState(fields.formatted(GREET)))).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(fixture.stderr())
                .contains("the definition must have nothing that the local run executes otherwise than AWS, has:")
                .containsPattern("- state (Only|Deep): \\Q" + named + "\\E\n");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "choices.csv", delimiter = '|', quoteCharacter = '\'')
    void choice_and_pass_decide_as_in_aws(String input, String rule, boolean expected) {
        fixture.run(input, """
                {"StartAt": "If", "States": {
                  "If": {"Type": "Choice", "Choices": [%s], "Default": "No"},
                  "Yes": {"Type": "Pass", "Result": true, "ResultPath": "$", "End": true},
                  "No": {"Type": "Pass", "Result": false, "End": true}}}""".formatted(rule));

        assertThat(output().getAsBoolean()).isEqualTo(expected);
    }

    @Test
    void context_object_names_the_state_and_the_execution() {
        fixture.run("{}", oneState("""
                "Type": "Pass", "ResultPath": "$['a']['b']", "Parameters": {
                  "state.$": "$$.State.Name", "id.$": "States.ArrayGetItem(States.StringSplit($$.Execution.Id, ':'), 6)"}"""));

        assertThat(output())
                .isEqualTo(JsonParser.parseString("{\"a\":{\"b\":{\"state\":\"Only\",\"id\":\"machine\"}}}"));
    }

    @ParameterizedTest
    @CsvSource({"150_000, States.DataLimitExceeded", "7_000_000, Function.ResponseSizeTooLarge"})
    void result_over_the_limit_fails(String length, String error) throws Exception {
        fixture.function("greet", "def handler(event, context):\n    return 'é' * %s\n".formatted(length));

        var status = fixture.run(
                "{}",
                task(GREET, ",\"ResultSelector\":{},\"Retry\":[{\"ErrorEquals\":[\"States.ALL\"],\"MaxAttempts\":0}]"));

        assertThat(status).isEqualTo(LocalRun.FAILED);
        assertThat(fixture.stderr()).contains("Execution FAILED: " + error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{hello: 1}", "hello", "", "{} {}", "{\"a\":1,}", "'{}'"})
    void input_that_is_no_json_cannot_run(String input) {
        assertThat(fixture.run(input, task(GREET, ""))).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(fixture.stdout()).isEmpty();
        assertThat(fixture.stderr())
                .contains(
                        "input must be one JSON value, was " + (input.isEmpty() ? "empty" : input) + "; ", "-Dinput=");
    }

    @Test
    void input_over_the_limit_cannot_run() {
        assertThat(fixture.run("\"" + "é".repeat(131_072) + "\"", task(GREET, "")))
                .isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(fixture.stderr()).contains("input must have at most 262144 bytes of UTF-8, has 262146");
    }

    @Test
    void invalid_definition_cannot_run() {
        assertThat(fixture.run("{}", task(GREET, "").replace("\"StartAt\":\"Only", "\"StartAt\":\"Nowhere")))
                .isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(fixture.stderr()).contains("State machine definition is invalid", "StartAt");
    }

    @Test
    void stack_that_cannot_be_declared_cannot_run() {
        var status = fixture.run(project).run(Optional.of("{}"), () -> {
            throw new IllegalArgumentException("stack must be one of [dev]");
        });

        assertThat(status).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(fixture.stderr()).isEqualTo("The local run cannot start: stack must be one of [dev]\n");
    }
}
