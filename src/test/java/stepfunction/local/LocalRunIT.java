package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.DeclaredStack;
import stepfunction.ProjectFiles;

class LocalRunIT {

    private static final Path WORK_DIR = Path.of("target", "local");

    @TempDir
    Path project;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void copy_the_project() throws IOException {
        copyProject(project);
    }

    static void copyProject(Path project) throws IOException {
        for (var file : List.of("Pulumi.yaml", "Pulumi.dev.yaml", "function/handler.py")) {
            Files.createDirectories(project.resolve(file).getParent());
            Files.copy(Path.of(file), project.resolve(file));
        }
    }

    private int run(String input) {
        return run(input, UnaryOperator.identity());
    }

    private int run(String input, UnaryOperator<DeclaredStack> change) {
        return new LocalRun(new ProjectFiles(project), WORK_DIR, print(out), print(err)).run("dev", input, change);
    }

    private static PrintStream print(ByteArrayOutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    private String stdout() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String stderr() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void handler(String source) throws IOException {
        Files.writeString(project.resolve("function/handler.py"), source);
    }

    @Test
    void execution_returns_its_input_with_the_key() {
        var status = run("{\"hello\": \"wörld\", \"n\": null}");

        assertThat(stderr()).contains("ExecutionSucceeded");
        assertThat(status).isZero();
        assertThat(stdout()).hasLineCount(1);
        assertThat(JsonParser.parseString(stdout()))
                .isEqualTo(JsonParser.parseString("{\"hello\":\"wörld\",\"n\":null,\"key\":\"value\"}"));
    }

    @Test
    void story_shows_resources_events_and_the_handlers_log() {
        run("{\"hello\": \"world\"}");

        assertThat(stderr())
                .contains("├─ stepfunction:index:HandlerFunction")
                .contains("│  └─ aws:lambda/function:Function")
                .containsPattern("aws:sfn/stateMachine:StateMachine +workflow-state-machine +test_step_function\n")
                .containsPattern("\\d+ ms  StateEntered HelloWorld\n")
                .containsPattern("handler \\| \\[INFO]\t.+\tevent: \\{'hello': 'world'}")
                .containsPattern("\\d+ ms  StateExited HelloWorld after \\d+ ms\n");
    }

    @Test
    void context_has_what_lambdas_has() throws Exception {
        handler("""
                def handler(event, context):
                    left = context.get_remaining_time_in_millis()
                    return {
                        "request": len(context.aws_request_id),
                        "name": context.function_name,
                        "version": context.function_version,
                        "arn": context.invoked_function_arn,
                        "memory": context.memory_limit_in_mb,
                        "left": 9000 < left <= 10000,
                        "group": context.log_group_name,
                        "stream": "[$LATEST]" in context.log_stream_name,
                    }
                """);

        assertThat(run("{}")).isZero();
        assertThat(JsonParser.parseString(stdout())).isEqualTo(JsonParser.parseString("""
                        {
                          "request": 36,
                          "name": "test_lambda",
                          "version": "$LATEST",
                          "arn": "arn:aws:lambda:eu-west-1:123456789012:function:test_lambda",
                          "memory": "128",
                          "left": true,
                          "group": "/aws/lambda/test_lambda",
                          "stream": true
                        }
                        """));
    }

    @Test
    void handler_that_prints_does_not_spoil_the_output() throws Exception {
        handler(
                "import os\ndef handler(event, context):\n    print('to stdout')\n    os.system('echo from a child')\n    return 1\n");

        assertThat(run("{}")).isZero();
        assertThat(stdout()).isEqualTo("1\n");
        assertThat(stderr()).contains("handler | to stdout", "handler | from a child");
    }

    @Test
    void handler_that_raises_fails_the_execution() throws Exception {
        handler("def handler(event, context):\n    raise ValueError('no such greeting')\n");

        assertThat(run("{}")).isEqualTo(LocalRun.FAILED);
        assertThat(stdout()).isEmpty();
        assertThat(stderr())
                .contains("Execution FAILED: ValueError")
                .contains("Cause: {\"errorType\":\"ValueError\",\"errorMessage\":\"no such greeting\",\"stackTrace\":[")
                .contains("handler.py");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[1, 2] | list: [1, 2]", "\"text\" | str: 'text'", "7 | int: 7", "null | NoneType: None"})
    void input_that_is_no_object_fails_with_an_error_that_says_so(String input, String shown) {
        assertThat(run(input)).isEqualTo(LocalRun.FAILED);
        assertThat(stdout()).isEmpty();
        assertThat(stderr())
                .contains("Execution FAILED: TypeError")
                .contains("event must be a JSON object, was " + shown);
    }

    @Test
    void definition_that_invokes_another_function_fails() {
        var status = run(
                "{}",
                stack -> stack.with(
                        "workflow-state-machine",
                        "definition",
                        definition -> definition.replace(":function:test_lambda", ":function:other")));

        assertThat(status).isEqualTo(LocalRun.FAILED);
        assertThat(stderr()).contains("Lambda.ResourceNotFoundException", "Function not found: arn:aws:lambda");
    }

    @Test
    void invalid_definition_cannot_run() {
        var status = run(
                "{}",
                stack -> stack.with(
                        "workflow-state-machine",
                        "definition",
                        definition -> definition.replace("\"StartAt\": \"HelloWorld\"", "\"StartAt\": \"Nowhere\"")));

        assertThat(status).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(stderr()).contains("the definition must be valid, was not", "StartAt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{hello: 1}", "hello", "", "{} {}", "{\"a\":1,}", "'{}'"})
    void input_that_is_no_json_cannot_run(String input) {
        assertThat(run(input)).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(stdout()).isEmpty();
        assertThat(stderr())
                .contains(
                        "input must be one JSON value, was " + (input.isEmpty() ? "empty" : input) + "; ", "-Dinput=");
    }

    @Test
    void unknown_stack_cannot_run() {
        var status = new LocalRun(new ProjectFiles(project), WORK_DIR, print(out), print(err))
                .run("nope", "{}", UnaryOperator.identity());

        assertThat(status).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(stderr()).contains("stack must be one of [dev], was \"nope\"");
    }

    @Test
    void wrong_settings_cannot_run() throws Exception {
        Files.writeString(
                project.resolve("Pulumi.dev.yaml"),
                "config:\n  lambda-step-functions:lambdaFunctionName: test lambda\n");

        assertThat(run("{}")).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(stderr()).contains("- aws:region must be", "- lambdaFunctionName must have");
    }

    @Test
    void nothing_is_written_into_the_sources() throws Exception {
        run("{}");

        try (var files = Files.walk(project.resolve("function"))) {
            assertThat(files)
                    .containsExactlyInAnyOrder(project.resolve("function"), project.resolve("function/handler.py"));
        }
    }
}
