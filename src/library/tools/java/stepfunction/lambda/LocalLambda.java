package stepfunction.lambda;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import stepfunction.installation.PinCommand;

/** Runs handlers as Lambda's Python runtime does, each invocation in a process of its own. */
public final class LocalLambda implements AutoCloseable {

    /** What a handler that is debugged is told. */
    private static final Duration TIMEOUT_OF_DEBUGGING = Duration.ofDays(1);

    /** As {@code invoke.py} reports a file without tests. */
    private static final JsonElement NO_TESTS = JsonParser.parseString("{\"ran\": 0, \"passed\": true}");

    private final LambdaSettings settings;
    private final PythonExecutable python;
    private PythonProcess process;
    private final PackageInstaller installer;

    private LocalLambda(LambdaSettings settings, PythonExecutable python) {
        this.settings = settings;
        this.python = python;
        this.process = startProcess();
        this.installer = new PackageInstaller(process.executable(), settings.packages(), runtimeDir());
    }

    /**
     * Starts with the Python of the settings.
     *
     * @throws CannotRunException where Python is missing or too old
     */
    public static LocalLambda start(LambdaSettings settings) {
        return start(
                settings,
                PythonExecutable.find(settings.python(), System.getenv().getOrDefault("PATH", "")));
    }

    /**
     * Starts with a Python.
     *
     * @throws CannotRunException where it does not start or is too old
     */
    public static LocalLambda start(LambdaSettings settings, PythonExecutable python) {
        return new LocalLambda(settings, python);
    }

    private PythonProcess startProcess() {
        return PythonProcess.start(python, settings.debug());
    }

    /**
     * Invokes a function once.
     *
     * @param invokedArn the function's, with or without a version
     * @param limit how long the caller waits; beyond that the invocation is killed
     * @param log receives what the handler prints, line by line
     */
    public synchronized Invocation invoke(
            LambdaFunction function,
            String invokedArn,
            JsonElement event,
            Optional<Duration> limit,
            Consumer<String> log) {
        var requestId = UUID.randomUUID().toString();
        var request = request(function, function.invokedVersion(invokedArn), requestId);
        request.add("event", event);
        request.addProperty("invokedArn", invokedArn);
        request.addProperty("timeoutMs", timeout(function).toMillis());
        var longest = longest(function, limit);
        try {
            var answer = process.invoke(
                    request,
                    settings.debug() ? Optional.empty() : Optional.of(longest),
                    log,
                    () -> installer.install(log));
            return Invocation.answered(answer, function, requestId, took(answer));
        } catch (TimeoutException theHandlerHasStoppedThisProcess) {
            restart();
            return Invocation.timedOut(function, requestId, longest);
        } catch (IOException theHandlerHasEndedThisProcessToo) {
            restart();
            return Invocation.exited("signal: SIGKILL", requestId, Duration.ZERO);
        }
    }

    private Duration timeout(LambdaFunction function) {
        return settings.debug() ? TIMEOUT_OF_DEBUGGING : function.timeout();
    }

    /** Where the caller waits shorter than the function may take, a moment longer, so that it is the caller who gives up. */
    private static Duration longest(LambdaFunction function, Optional<Duration> limit) {
        return limit.filter(each -> each.compareTo(function.timeout()) < 0)
                .map(each -> each.plusMillis(1))
                .orElse(function.timeout());
    }

    /** Nothing where a handler is debugged: whoever does so takes longer than a Task may. */
    private Duration took(Answer answer) {
        return settings.debug() ? Duration.ZERO : answer.took();
    }

    /**
     * Runs a file of a function's unit tests as its handler is run.
     *
     * @param function whose task root is the folder of its sources
     * @param file in the task root, such as {@code tests/test_handler.py}
     * @param limit beyond which they are killed
     * @param log receives what the tests print, line by line
     * @return why they have not passed; empty where they have
     */
    public synchronized Optional<String> test(
            LambdaFunction function, String file, Duration limit, Consumer<String> log) {
        var request = request(function, LambdaFunction.LATEST, UUID.randomUUID().toString());
        request.addProperty("test", file);
        try {
            return failureOfTests(
                    process.invoke(request, Optional.of(limit), log, () -> installer.install(log)), limit);
        } catch (TimeoutException theTestsHaveStoppedThisProcess) {
            restart();
            return Optional.of(mustEndWithin(limit));
        } catch (IOException theTestsHaveEndedThisProcessToo) {
            restart();
            return Optional.of("must run, ended its process");
        }
    }

    private static String mustEndWithin(Duration limit) {
        return "must end within %d s, did not".formatted(limit.toSeconds());
    }

    private static Optional<String> failureOfTests(Answer answer, Duration limit) {
        return switch (answer.kind()) {
            case TIMED_OUT -> Optional.of(mustEndWithin(limit));
            case ERROR, EXITED -> Optional.of("must run, ended with " + answer.text());
            case PAYLOAD -> failureOfTests(answer.json().orElse(JsonNull.INSTANCE));
        };
    }

    private static Optional<String> failureOfTests(JsonElement result) {
        if (NO_TESTS.equals(result)) {
            return Optional.of(
                    "must have a test, has none: a method test_... of a class that extends unittest.TestCase");
        }
        var hasPassed = result instanceof JsonObject object && new JsonPrimitive(true).equals(object.get("passed"));
        return hasPassed ? Optional.empty() : Optional.of("must pass, failed");
    }

    /** What an invocation and a run of unit tests have in common; {@code invoke.py} describes it. */
    private JsonObject request(LambdaFunction function, String version, String requestId) {
        var environment = new HandlerEnvironment(function, version, process.mark(), runtimeDir(), settings.endpoint());
        var installation =
                PinCommand.installation(function.folder(), function.minorVersion(), function.architecture(), "");
        var request = new JsonObject();
        request.add("environment", object(environment.variables()));
        request.addProperty("requestId", requestId);
        request.addProperty("taskRoot", function.taskRoot().toString());
        request.addProperty("runtimeDir", runtimeDir().toString());
        request.addProperty("folder", function.folder());
        request.addProperty("installation", installation.strip());
        return request;
    }

    private static JsonObject object(Map<String, String> texts) {
        var object = new JsonObject();
        texts.forEach(object::addProperty);
        return object;
    }

    /** Where the packages that Lambda's runtime brings are, once a handler has imported one. */
    public Path runtimeDir() {
        return settings.packages().directory(pythonVersion());
    }

    /** Such as 3.11.7. */
    public String pythonVersion() {
        return process.version();
    }

    /** Below it there is one more, which forks the processes of handlers. */
    public Process process() {
        return process.process();
    }

    /** After an invocation that has stopped or killed Python: what is left of both is killed. */
    private void restart() {
        process.kill();
        process = startProcess();
    }

    /** Ends Python, and with it the invocation that it serves. */
    @Override
    public void close() {
        process.close();
    }
}
