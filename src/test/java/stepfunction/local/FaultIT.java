package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stepfunction.DeclaredStack;
import stepfunction.ProjectFiles;
import stepfunction.local.Interpreter.Execution;
import stepfunction.local.LambdaEndpoint.Invoker;
import stepfunction.local.PythonFunction.Result;

/** What the workflow makes of faults: Lambda's, the handler's and those of its roles. */
class FaultIT {

    private static Tool python = new Tool("", "");
    private static Tool node = new Tool("", "");

    @TempDir
    Path project;

    @TempDir
    Path workDir;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void find_the_tools() {
        python = Tool.python();
        node = Tool.node();
    }

    @BeforeEach
    void copy_the_project() throws IOException {
        LocalRunIT.copyProject(project);
    }

    private void handler(String source) throws IOException {
        Files.writeString(project.resolve("function/handler.py"), source);
    }

    private DeclaredStack declare(Map<String, String> changes) {
        var files = new ProjectFiles(project);
        var config = files.config("dev");
        changes.forEach((key, value) -> config.put("lambda-step-functions:" + key, value));
        return DeclaredStack.declare(files, "dev", config, false);
    }

    private Execution execute(DeclaredStack stack, UnaryOperator<Invoker> faults) throws Exception {
        return execute(stack, faults, List.of(JsonParser.parseString("{\"n\": 1}")), 1)
                .get(0);
    }

    private List<Execution> execute(
            DeclaredStack stack, UnaryOperator<Invoker> faults, List<JsonElement> inputs, int concurrency)
            throws Exception {
        var interpreter =
                Interpreter.install(node, Path.of("target/local/interpreter").toAbsolutePath(), line -> {});
        try (var cloud = new LocalCloud(stack, project, workDir, python, interpreter, log::add, faults)) {
            return cloud.execute(
                    inputs,
                    concurrency,
                    Map.of("HelloWorld", 1),
                    event -> events.add(event.get("type").getAsString()));
        }
    }

    /** Fails the first invocations, as Lambda's own faults reach the state machine. */
    private static UnaryOperator<Invoker> failing(int times, String error) {
        var failures = new AtomicInteger();
        return invoker -> (arn, event) ->
                failures.getAndIncrement() < times ? Result.failure(error, "simulated") : invoker.invoke(arn, event);
    }

    private long retries() {
        return events.stream().filter("StateRetried"::equals).count();
    }

    @Test
    void two_throttled_attempts_are_retried() throws Exception {
        var execution = execute(declare(Map.of()), failing(2, "Lambda.TooManyRequestsException"));

        assertThat(execution).isEqualTo(new Execution("SUCCEEDED", "{\"n\":1,\"key\":\"value\"}", "", ""));
        assertThat(retries()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "Lambda.ClientExecutionTimeoutException",
        "Lambda.ServiceException",
        "Lambda.AWSLambdaException",
        "Lambda.SdkClientException",
        "Lambda.TooManyRequestsException"
    })
    void service_error_that_lasts_fails_after_six_retries(String error) throws Exception {
        var execution = execute(declare(Map.of()), failing(Integer.MAX_VALUE, error));

        assertThat(execution.status()).isEqualTo("FAILED");
        assertThat(execution.error()).isEqualTo(error);
        assertThat(retries()).isEqualTo(6);
    }

    @Test
    void handler_that_raises_has_one_attempt() throws Exception {
        handler("def handler(event, context):\n    print('attempt')\n    raise ValueError('no')\n");

        var execution = execute(declare(Map.of()), UnaryOperator.identity());

        assertThat(execution.status()).isEqualTo("FAILED");
        assertThat(execution.error()).isEqualTo("ValueError");
        assertThat(log).containsExactly("attempt");
        assertThat(retries()).isZero();
    }

    @Test
    void handler_that_hangs_is_timed_out_and_stopped() throws Exception {
        handler("import time\ndef handler(event, context):\n    time.sleep(30)\n    return event\n");

        var execution = execute(declare(Map.of("lambdaTimeoutSeconds", "1")), UnaryOperator.identity());

        assertThat(execution.status()).isEqualTo("FAILED");
        assertThat(execution.error()).isEqualTo("Sandbox.Timedout");
        assertThat(execution.cause()).contains("Task timed out after 1.00 seconds");
        assertThat(retries()).isZero();
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void crash_of_the_python_process_fails_the_execution() throws Exception {
        handler("import os\ndef handler(event, context):\n    os._exit(7)\n");

        var execution = execute(declare(Map.of()), UnaryOperator.identity());

        assertThat(execution.status()).isEqualTo("FAILED");
        assertThat(execution.error()).isEqualTo("Runtime.ExitError");
        assertThat(execution.cause()).contains("Runtime exited with error: exit status 7");
        assertThat(retries()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "def other(event, context): pass | Runtime.HandlerNotFound | Handler 'handler' missing on module 'handler'",
                "import no_such_module | Runtime.ImportModuleError | No module named 'no_such_module'",
                "def handler(: | Runtime.UserCodeSyntaxError | Syntax error in module 'handler'",
                "1 / 0 | ZeroDivisionError | division by zero",
                "def handler(event, context): return {1} | Runtime.MarshalError | not JSON serializable"
            })
    void broken_handler_fails_with_lambdas_own_error(String source, String error, String cause) throws Exception {
        handler(source);

        var execution = execute(declare(Map.of()), UnaryOperator.identity());

        assertThat(execution.error()).isEqualTo(error);
        assertThat(execution.cause()).contains(cause);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "workflow-invoke-policy | policy | test_lambda | other | not authorized to perform: lambda:InvokeFunction",
                "workflow-invoke-policy | policy | Allow | Deny | not authorized to perform: lambda:InvokeFunction",
                "workflow-invoke-policy | policy | Invoke | Update | not authorized to perform: lambda:InvokeFunction",
                "workflow-invoke-policy | role | test_step | other_step | not authorized to perform: lambda:InvokeFunction",
                "workflow-role | assumeRolePolicy | states.amazonaws | lambda.amazonaws | states.amazonaws.com, nor the regional",
                "workflow-role | assumeRolePolicy | 123456789012\" | 210987654321\" | states.amazonaws.com, nor the regional",
                "workflow-role | assumeRolePolicy | :stateMachine:test | :stateMachine:best | states.amazonaws.com, nor the regional",
                "handler-role | assumeRolePolicy | lambda.amazonaws | ec2.amazonaws | cannot be assumed by Lambda"
            })
    void invocation_that_the_roles_do_not_allow_is_refused(
            String resource, String input, String from, String to, String cause) throws Exception {
        var stack = declare(Map.of()).with(resource, input, text -> {
            assertThat(text).contains(from);
            return text.replace(from, to);
        });

        var execution = execute(stack, UnaryOperator.identity());

        assertThat(execution.status()).isEqualTo("FAILED");
        assertThat(execution.error()).isEqualTo("Lambda.AWSLambdaException");
        assertThat(execution.cause()).contains(cause);
        assertThat(log).isEmpty();
    }

    @Test
    void two_hundred_executions_sixteen_at_a_time_keep_their_outputs_apart() throws Exception {
        handler("def handler(event, context):\n    return {'n': event['n'], 'square': event['n'] ** 2}\n");
        var sixteen = new CyclicBarrier(16);
        var arrived = new AtomicInteger();
        // The first sixteen invocations wait for one another: fewer at a time would never get past.
        UnaryOperator<Invoker> together = invoker -> (arn, event) -> {
            if (arrived.getAndIncrement() < 16) {
                try {
                    sixteen.await(20, TimeUnit.SECONDS);
                } catch (Exception e) {
                    return Result.failure("FewerThanSixteen", e.toString());
                }
            }
            return invoker.invoke(arn, event);
        };
        var inputs = new ArrayList<JsonElement>();
        IntStream.range(0, 200).forEach(n -> {
            var input = new JsonObject();
            input.addProperty("n", n);
            inputs.add(input);
        });

        var executions = execute(declare(Map.of("lambdaTimeoutSeconds", "60")), together, inputs, 16);

        assertThat(executions)
                .extracting(Execution::output)
                .containsExactlyElementsOf(IntStream.range(0, 200)
                        .mapToObj(n -> "{\"n\":%d,\"square\":%d}".formatted(n, n * n))
                        .toList());
    }
}
