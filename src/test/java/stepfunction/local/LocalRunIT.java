package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.ProjectFiles;

class LocalRunIT extends Fixture {

    private JsonElement output() {
        assertThat(stdout()).as(stderr()).hasLineCount(1);
        return JsonParser.parseString(stdout());
    }

    static JsonArray cases() throws IOException {
        return table("cases.json");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void local_run(JsonObject given) throws IOException {
        check(given);
    }

    @Test
    void shipped_example_gives_its_output() throws Exception {
        var shipped = new ProjectFiles(Path.of(""));

        localRun(shipped.projectDir(), new JsonObject())
                .run(Optional.empty(), () -> DeclaredStack.declare(shipped, "dev", shipped.config("dev"), false));

        // What the interpreter does not support, such as JSONata, is left to the test of the deployed stack.
        assumeThat(stderr()).doesNotContain("must use only what the local run executes");
        var example = JsonParser.parseString(Files.readString(Path.of(LocalRun.EXAMPLE)));
        assertThat(output())
                .as("the output in " + LocalRun.EXAMPLE)
                .isEqualTo(example.getAsJsonObject().get("output"));
    }

    @Test
    void story_tells_what_happens_and_the_definition_is_left_behind() throws Exception {
        function("greet", """
                import logging, os
                def handler(event, context):
                    print('to stdout')
                    os.system('echo from a child')
                    logging.warning('logged')
                    return 1
                """);

        assertThat(run("{}", UNCHANGED)).isZero();
        assertThat(stdout()).isEqualTo("1\n");
        assertThat(stderr())
                .containsPattern("aws:sfn/stateMachine:StateMachine +machine +machine\n")
                .containsPattern("\\d+ ms  StateEntered Only\n")
                .contains("greet | to stdout", "greet | from a child")
                .containsPattern("greet \\| \\[WARNING]\t.+Z\t.+\tlogged\n")
                .containsPattern("\\d+ ms  StateExited Only after \\d+ ms\n");
        assertThat(WORK_DIR.resolve("definition.json"))
                .hasContent(stack(UNCHANGED).resource("machine").input("definition"));
        try (var files = Files.list(project.resolve("greet"))) {
            assertThat(files).containsExactly(project.resolve("greet/handler.py"));
        }
    }

    @ParameterizedTest
    @CsvSource({"greet, ''", "pinned, :3"})
    void handler_sees_what_lambda_gives_and_nothing_else(String name, String qualifier) throws Exception {
        function(name, """
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

        var state = "{'state': {'Type': 'Task', 'Resource': 'arn:aws:lambda:eu-west-1:123456789012:function:%s%s'}}";
        run("{}", given(state.formatted(name, qualifier)));

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

    @Test
    void what_lambdas_runtime_brings_is_found_behind_the_functions_own() throws Exception {
        var runtimeDir = Files.createDirectories(WORK_DIR.resolve("python"));
        var module = Files.writeString(runtimeDir.resolve("of_the_runtime.py"), "HERE = 1");
        function("greet", "import of_the_runtime, sys\ndef handler(event, context):\n    return sys.path[1]\n");
        try {
            run("{}", UNCHANGED);

            assertThat(output().getAsString()).isEqualTo(runtimeDir.toString());
        } finally {
            Files.delete(module);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{hello: 1}", "hello", "", "{} {}", "{\"a\":1,}", "'{}'"})
    void input_that_is_no_json_cannot_run(String input) throws IOException {
        assertThat(run(input, UNCHANGED)).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(stdout()).isEmpty();
        assertThat(stderr())
                .contains(
                        "input must be one JSON value, was " + (input.isEmpty() ? "empty" : input) + "; ", "-Dinput=");
    }

    @Test
    void input_over_the_limit_cannot_run() throws IOException {
        assertThat(run("\"" + "é".repeat(131_072) + "\"", UNCHANGED)).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(stderr()).contains("input must have at most 262144 bytes of UTF-8, has 262146");
    }

    @Test
    void stack_that_cannot_be_declared_cannot_run() {
        var status = localRun(project, new JsonObject()).run(Optional.of("{}"), () -> {
            throw new IllegalArgumentException("stack must be one of [dev]");
        });

        assertThat(status).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(stderr()).isEqualTo("The local run cannot start: stack must be one of [dev]\n");
    }

    @Test
    void missing_tool_is_refused() {
        assertThatThrownBy(() -> Tool.find("Python", 3, 9, List.of("no-such-python3")))
                .hasMessageMatching("Python must be installed, but no-such-python3 does not start \\(.+\\);"
                        + " install it and put it on the PATH");
    }

    @Test
    void older_tool_is_refused_and_a_newer_major_version_accepted() {
        assertThatThrownBy(() -> Tool.find("Python", 3, 9, List.of("printf", "/usr/bin/python3\n3.8.20\n")))
                .hasMessage("Python must be 3.9 or newer, was 3.8.20 (/usr/bin/python3);"
                        + " install a newer one, first on the PATH");
        assertThat(Tool.find("Node.js", 20, 5, List.of("printf", "/x/node\n24.1.0\n")))
                .isEqualTo(new Tool("/x/node", "24.1.0"));
    }

    @Test
    void failing_command_is_refused_with_what_it_printed() {
        assertThatThrownBy(() -> Tool.run("npm", List.of("sh", "-c", "echo no space; exit 3"), Path.of("")))
                .hasMessageStartingWith("npm failed: sh -c")
                .hasMessageEndingWith("no space");
    }
}
