package stepfunction.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions that are not in Python run as the others do: one process each, with its limits. */
@Timeout(60)
class RuntimesIT {

    private static final SharedRuntime LAMBDA = SharedRuntime.ofTests();

    private static final boolean HAS_NODE = NodeExecutable.find(
                    NodeExecutable.COMMAND, System.getenv().getOrDefault("PATH", ""))
            .isPresent();

    private final List<String> log = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterAll
    static void stop() {
        LAMBDA.close();
    }

    private LambdaFunction function(String runtime, String handler) {
        return new LambdaFunction(
                "arn:aws:lambda:eu-central-1:123456789012:function:" + folder.getFileName(),
                "price",
                LambdaFunction.LATEST,
                handler,
                runtime,
                "x86_64",
                256,
                Duration.ofSeconds(3),
                Map.of("CURRENCY", "EUR"),
                folder.toAbsolutePath(),
                "price",
                folder.toAbsolutePath());
    }

    private Invocation invoke(LambdaFunction function) {
        return LAMBDA.get()
                .invoke(new InvokeRequest(function, function.arn(), new JsonObject(), Optional.empty()), log::add);
    }

    private LambdaFunction node(String text) throws IOException {
        Files.writeString(folder.resolve("index.mjs"), text);
        return function("nodejs20.x", "index.handler");
    }

    private LambdaFunction java(String body) throws IOException {
        var source = Files.writeString(folder.resolve("Price.java"), """
                import com.amazonaws.services.lambda.runtime.*;
                public class Price implements RequestHandler<Object, Object> {
                    static int count;
                    public Object handleRequest(Object event, Context context) { %s }
                }
                """.formatted(body));
        var status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "--release", "17", source.toString());
        assertThat(status).isZero();
        return function("java17", "Price");
    }

    @Test
    void Node_js_function_runs_where_Node_js_is_installed() throws IOException {
        var function = node(
                "let n = 0;\nexport const handler = async () => { console.log('counting'); return process.env.CURRENCY + ++n; };\n");
        if (!HAS_NODE) {
            assertThatThrownBy(() -> invoke(function)).hasMessageContaining("no node that starts is on the PATH");
            return;
        }

        assertThat(invoke(function).payload()).contains(new JsonPrimitive("EUR1"));
        assertThat(invoke(function).payload()).contains(new JsonPrimitive("EUR2"));
        assertThat(log).hasSize(2).allMatch(line -> line.endsWith("\tINFO\tcounting"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "test('a', () => {}); describe('b', () => { test('c', () => {}); });  |",
                "test('a', () => { assert.equal(1, 2); });                           | must pass, failed",
                "describe('b', () => { test('c', () => { throw new Error('no'); }); }); | must pass, failed",
                "throw new Error('no');                                               | must pass, failed",
                "describe('b', () => {});                                             | must have a test, has none: test(\"...\", () => { ... }) of node:test",
                "setInterval(() => {}, 1000); await new Promise(() => {});             | must end within 2 s, did not"
            })
    void unit_tests_in_Node_js_run_where_Node_js_is_installed(String text, @Nullable String failure)
            throws IOException {
        var function = node("export const handler = 1;");
        Files.createDirectories(folder.resolve("tests"));
        Files.writeString(
                folder.resolve("tests/price.test.mjs"),
                "import { describe, test } from 'node:test'; import assert from 'node:assert'; import { handler } from '../index.mjs';\n"
                        + text);
        Files.writeString(folder.resolve("tests/fixture.mjs"), "throw new Error('not a test');");
        var tests = UnitTests.of(List.of(function));

        assertThat(tests).extracting(UnitTests::shownFile).containsExactly("price/tests/price.test.mjs");
        if (HAS_NODE) {
            var found = tests.get(0).failure(LAMBDA.get(), Duration.ofSeconds(2));
            assertThat(found.map(each -> each.lines().findFirst().orElseThrow()))
                    .isEqualTo(Optional.ofNullable(failure).map(each -> "price/tests/price.test.mjs " + each + ":"));
        }
    }

    @Test
    void Java_function_runs() throws IOException {
        var function = java("System.out.println(\"counting\"); return System.getenv(\"CURRENCY\") + ++count;");

        assertThat(invoke(function).payload()).contains(new JsonPrimitive("EUR1"));
        assertThat(invoke(function).payload()).contains(new JsonPrimitive("EUR2"));
        assertThat(log).containsExactly("counting", "counting");
    }

    @Test
    void Java_function_that_takes_too_long_times_out() throws IOException {
        var function = java("while (true) { }");

        assertThat(invoke(function).errorType()).isEqualTo("Sandbox.Timedout");
    }

    @Test
    void Java_function_that_ends_its_process_is_reported_with_what_it_has_printed() throws IOException {
        var function = java("System.out.print(\"bye\"); System.exit(3); return null;");

        assertThat(invoke(function).error().orElseThrow()).contains("Runtime.ExitError", "exit status 3");
        assertThat(log).containsExactly("bye");
    }

    @Test
    void Java_method_that_is_missing_is_an_error_without_a_type() throws IOException {
        java("return null;");

        var invocation = invoke(function("java17", "Price::total"));

        assertThat(invocation.errorType()).isEqualTo("Lambda.Unknown");
        assertThat(invocation.error())
                .contains(
                        "{\"errorMessage\":\"No public method named total with appropriate method signature found on class Price\"}");
    }

    @Test
    void function_cannot_write_to_its_code() throws IOException {
        var function = java(
                "try { java.nio.file.Files.writeString(java.nio.file.Path.of(\"new\"), \"x\"); return 1; } catch (java.io.IOException e) { return e.getClass().getName(); }");
        assertThat(folder.toFile().setWritable(false)).isTrue();

        assertThat(invoke(function).payload().orElseThrow().getAsString())
                .isIn("java.nio.file.FileSystemException", "java.nio.file.AccessDeniedException");
        assertThat(folder.toFile().setWritable(true)).isTrue();
    }

    /** In Python, which each machine of this library has: no client of AWS's takes a path in the address. */
    @Test
    void bootstrap_runs() throws IOException {
        var python = Python.find("python3", System.getenv("PATH")).executable();
        Files.writeString(folder.resolve("bootstrap"), """
                #!%s
                import os, urllib.request
                base = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"
                while True:
                    event = urllib.request.urlopen(base + "next")
                    print("counting", flush=True)
                    body = ('"%%s %%s"' %% (os.environ["CURRENCY"], os.environ["_HANDLER"])).encode()
                    urllib.request.urlopen(base + event.headers["Lambda-Runtime-Aws-Request-Id"] + "/response", body)
                """.formatted(python));

        var invocation = invoke(function("provided.al2023", "main"));

        assertThat(invocation.payload()).contains(new JsonPrimitive("EUR main"));
        assertThat(log).containsExactly("counting");
    }
}
