package stepfunction.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import stepfunction.packaging.PythonPackage;

/** Runs handlers as Lambda's Python runtime does, each invocation in a process of its own. */
final class LambdaRuntime implements AutoCloseable {

    /** What a handler that is debugged is told. */
    private static final Duration TIMEOUT_OF_DEBUGGING = Duration.ofDays(1);

    private final LambdaSettings settings;
    private PythonProcess process;

    private LambdaRuntime(LambdaSettings settings) {
        this.settings = settings;
        this.process = startProcess();
    }

    /** @throws CannotRunException where Python is missing or too old */
    static LambdaRuntime start(LambdaSettings settings) {
        return new LambdaRuntime(settings);
    }

    private PythonProcess startProcess() {
        return PythonProcess.start(settings.python(), settings.debug());
    }

    /**
     * Invokes a function once.
     *
     * @param invokedArn the function's, with or without a version
     * @param limit how long the caller waits; beyond that the invocation is killed
     * @param log receives what the handler prints, line by line
     */
    synchronized Invocation invoke(
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
        request.addProperty(
                "limitMs", settings.debug() ? null : longest(function, limit).toMillis());
        try {
            var answer = process.invoke(request, log);
            return Invocation.answered(answer, function, requestId, took(answer));
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
    private Duration took(JsonObject answer) {
        return settings.debug()
                ? Duration.ZERO
                : Duration.ofMillis(answer.get("tookMs").getAsLong());
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
    synchronized Optional<String> test(LambdaFunction function, String file, Duration limit, Consumer<String> log) {
        var request = request(function, LambdaFunction.LATEST, UUID.randomUUID().toString());
        request.addProperty("test", file);
        request.addProperty("limitMs", limit.toMillis());
        try {
            return failureOfTests(process.invoke(request, log), limit);
        } catch (IOException theTestsHaveEndedThisProcessToo) {
            restart();
            return Optional.of("must run, ended its process");
        }
    }

    private static Optional<String> failureOfTests(JsonObject answer, Duration limit) {
        if (answer.has("timedOut")) {
            return Optional.of("must end within %d s, did not".formatted(limit.toSeconds()));
        }
        if (!answer.has("payload")) {
            return Optional.of("must run, ended with " + answer.get("exited").getAsString());
        }
        var result = JsonParser.parseString(answer.get("payload").getAsString()).getAsJsonObject();
        if (result.get("ran").getAsInt() == 0) {
            return Optional.of(
                    "must have a test, has none: a method test_... of a class that extends unittest.TestCase");
        }
        return result.get("passed").getAsBoolean() ? Optional.empty() : Optional.of("must pass, failed");
    }

    /** What an invocation and a run of unit tests have in common; {@code invoke.py} describes it. */
    private JsonObject request(LambdaFunction function, String version, String requestId) {
        var environment = new HandlerEnvironment(function, version, requestId, runtimeDir(), settings.endpoint());
        var installation =
                PythonPackage.installation(function.folder(), function.minorVersion(), function.architecture(), "");
        var request = new JsonObject();
        request.add("environment", object(environment.variables()));
        request.addProperty("requestId", requestId);
        request.addProperty("debug", settings.debug());
        request.addProperty("taskRoot", function.taskRoot().toString());
        request.addProperty("runtimeDir", runtimeDir().toString());
        request.add("runtimeRequirements", array(settings.packages().requirements()));
        request.addProperty("folder", function.folder());
        request.addProperty("installation", installation.strip());
        return request;
    }

    private static JsonObject object(Map<String, String> texts) {
        var object = new JsonObject();
        texts.forEach(object::addProperty);
        return object;
    }

    private static JsonArray array(List<String> texts) {
        var array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    /** Where the packages that Lambda's runtime brings are, once a handler has imported one. */
    Path runtimeDir() {
        return settings.packages().directory(pythonVersion());
    }

    /** Such as 3.11.7. */
    String pythonVersion() {
        return process.version();
    }

    Process process() {
        return process.process();
    }

    private void restart() {
        process.close();
        process = startProcess();
    }

    /** Ends Python, and with it the invocation that it serves. */
    @Override
    public void close() {
        process.close();
    }
}
