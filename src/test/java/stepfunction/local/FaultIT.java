package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;
import static stepfunction.local.Fixture.GREET;
import static stepfunction.local.Fixture.PINNED;
import static stepfunction.local.Fixture.WORK_DIR;
import static stepfunction.local.Fixture.task;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.DeclaredStack;
import stepfunction.local.Interpreter.Execution;
import stepfunction.local.LocalCloud.Invoker;
import stepfunction.local.PythonFunction.Result;

/** What a workflow makes of faults: Lambda's, the handler's and those of its roles. */
class FaultIT {

    private static final String RETRIED = task(GREET, """
            , "Retry": [{"MaxAttempts": 2, "ErrorEquals": ["Lambda.ClientExecutionTimeoutException",
              "Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException",
              "Lambda.TooManyRequestsException"]}]""");

    private static Tool python;
    private static Interpreter interpreter;

    @TempDir
    Path project;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private Fixture fixture;

    @BeforeAll
    static void find_the_tools() throws IOException {
        python = Tool.python();
        interpreter = Interpreter.install(Tool.node(), WORK_DIR.resolve("interpreter"), line -> {});
    }

    @BeforeEach
    void make_the_project() throws IOException {
        fixture = new Fixture(project);
    }

    private Execution execute(DeclaredStack stack, UnaryOperator<Invoker> faults) throws Exception {
        return execute(stack, faults, List.of(new JsonPrimitive(1)), 1).get(0);
    }

    private List<Execution> execute(
            DeclaredStack stack, UnaryOperator<Invoker> faults, List<? extends JsonElement> inputs, int concurrency)
            throws Exception {
        try (var cloud =
                        new LocalCloud(stack, project, WORK_DIR, python, interpreter.invokeScript(), log::add, faults);
                var session = interpreter.start()) {
            return cloud.execute(
                    session,
                    List.copyOf(inputs),
                    concurrency,
                    1,
                    new JsonObject(),
                    event -> events.add(event.get("type").getAsString()));
        }
    }

    private Execution executeHandler(String source) throws Exception {
        fixture.function("greet", source);
        return execute(Fixture.stack(RETRIED), UnaryOperator.identity());
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Lambda.ClientExecutionTimeoutException",
                "Lambda.ServiceException",
                "Lambda.AWSLambdaException",
                "Lambda.SdkClientException",
                "Lambda.TooManyRequestsException"
            })
    void faults_of_lambda_are_retried_until_they_pass(String error) throws Exception {
        var execution = execute(Fixture.stack(RETRIED), failing(2, error));

        assertThat(execution).isEqualTo(new Execution("SUCCEEDED", "{\"greeted\":1}", "", ""));
        assertThat(retries()).isEqualTo(2);
    }

    @Test
    void fault_that_lasts_fails_after_the_last_attempt() throws Exception {
        var execution = execute(Fixture.stack(RETRIED), failing(3, "Lambda.ServiceException"));

        assertThat(execution.error()).isEqualTo("Lambda.ServiceException");
        assertThat(retries()).isEqualTo(2);
    }

    @Test
    void handler_that_hangs_is_timed_out_and_stopped() throws Exception {
        fixture.function("greet", "import time\ndef handler(event, context):\n    time.sleep(30)\n");
        var stack = Fixture.stack(RETRIED, 1);

        var execution = execute(stack, UnaryOperator.identity());

        assertThat(execution.error()).isEqualTo("Sandbox.Timedout");
        assertThat(execution.cause()).contains("Task timed out after 1.00 seconds");
        assertThat(retries()).isZero();
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void task_that_outlives_its_timeout_fails_and_a_machine_that_does_is_timed_out() throws Exception {
        fixture.function("greet", "import time\ndef handler(event, context):\n    time.sleep(9)\n");
        var task = task(GREET, ",\"TimeoutSeconds\":1");
        var machine = task(GREET, "").replaceFirst("\\{", "{\"TimeoutSeconds\":1,");

        assertThat(execute(Fixture.stack(task), UnaryOperator.identity()).error())
                .isEqualTo("States.Timeout");
        assertThat(execute(Fixture.stack(machine), UnaryOperator.identity()).status())
                .isEqualTo("TIMED_OUT");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "broken-handlers.csv", delimiter = '|', quoteCharacter = '\'')
    void broken_handler_fails_with_lambdas_own_error(String source, String error, String cause) throws Exception {
        var execution = executeHandler(source);

        assertThat(execution.status()).isEqualTo("FAILED");
        assertThat(execution.error()).isEqualTo(error);
        assertThat(execution.cause()).startsWith("{\"errorType\":\"" + error).contains(cause);
        assertThat(retries()).isZero();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "forbidden-invocations.csv", delimiter = '|', quoteCharacter = '\'')
    void invocation_that_the_roles_do_not_allow_is_refused(
            String resource, String input, String from, String to, String cause) throws Exception {
        var stack = Fixture.stack(task(GREET, "")).with(resource, input, text -> {
            assertThat(text).contains(from);
            return text.replace(from, to);
        });

        var execution = execute(stack, UnaryOperator.identity());

        assertThat(execution.error()).isEqualTo("Lambda.AWSLambdaException");
        assertThat(execution.cause()).contains(cause);
        assertThat(log).isEmpty();
    }

    @Test
    void permission_on_a_function_does_not_cover_its_versions() throws Exception {
        var stack = Fixture.stack(task(PINNED + ":3", ""))
                .with("policy", "policy", text -> text.replace(PINNED + ":*", "x"));

        assertThat(execute(stack, UnaryOperator.identity()).cause()).contains("on resource: " + PINNED + ":3 because");
    }

    @ParameterizedTest
    @ValueSource(strings = {GREET + ":3", PINNED + ":2", GREET + "s"})
    void function_or_version_that_there_is_not_is_not_found(String arn) throws Exception {
        var execution = execute(Fixture.stack(task(arn, "")), UnaryOperator.identity());

        assertThat(execution.error()).isEqualTo("Lambda.ResourceNotFoundException");
        assertThat(execution.cause()).contains("Function not found: " + arn);
    }

    @Test
    void policy_that_the_local_run_does_not_understand_stops_it() {
        var status = fixture.run(
                "{}",
                task(GREET, ""),
                stack -> stack.with("machine-role", "assumeRolePolicy", text -> text.replace("ArnLike", "ArnNotLike")));

        assertThat(status).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(fixture.stderr())
                .contains("the local run must know every condition operator, does not know ArnNotLike");
    }

    @Test
    void two_hundred_executions_sixteen_at_a_time_keep_their_outputs_apart() throws Exception {
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
        var inputs = IntStream.range(0, 200).mapToObj(JsonPrimitive::new).toList();

        var executions = execute(Fixture.stack(task(GREET, ""), 60), together, inputs, 16);

        assertThat(executions)
                .extracting(Execution::output)
                .containsExactlyElementsOf(
                        inputs.stream().map("{\"greeted\":%s}"::formatted).toList());
    }
}
