package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs handlers as Lambda's Python runtime does, each invocation in a process of its own, with nothing of the developer's
 * environment.
 */
final class LambdaRuntime implements AutoCloseable {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu/MM/dd");

    private final String python;
    private final Path runtimeDir;
    private final boolean debug;
    private PythonProcess process;

    private LambdaRuntime(String python, Path runtimeDir, boolean debug) {
        this.python = python;
        this.runtimeDir = runtimeDir;
        this.debug = debug;
        this.process = PythonProcess.start(python, debug);
    }

    /**
     * Starts Python.
     *
     * @param python its executable
     * @param runtimeDir where the packages that Lambda's runtime brings may be installed
     * @param debug whether the handler has the terminal, and all the time in the world
     * @throws CannotRunException where Python is missing or too old
     */
    static LambdaRuntime start(String python, Path runtimeDir, boolean debug) {
        return new LambdaRuntime(python, runtimeDir, debug);
    }

    /** Such as 3.11.7. */
    String pythonVersion() {
        return process.version();
    }

    Process process() {
        return process.process();
    }

    /**
     * What an invocation came to.
     *
     * @param payload absent where the function failed
     * @param error JSON as Lambda sends it, with errorType and errorMessage; absent where the function succeeded
     */
    record Invocation(Optional<JsonElement> payload, Optional<String> error, Duration took) {

        /** The error's name. */
        String errorType() {
            var json = JsonParser.parseString(error.orElseThrow()).getAsJsonObject();
            return json.get("errorType").getAsString();
        }
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
        var shorter = limit.filter(each -> each.compareTo(function.timeout()) < 0);
        // A moment longer than the caller waits, so that it is the caller who gives up.
        var longest = shorter.map(each -> each.plusMillis(1)).orElse(function.timeout());
        var request = request(function, invokedArn, requestId, event);
        request.addProperty("limitMs", debug ? null : longest.toMillis());
        try {
            var answer = process.invoke(request, log);
            // Whoever debugs takes longer than a Task may.
            var took = debug
                    ? Duration.ZERO
                    : Duration.ofMillis(answer.get("tookMs").getAsLong());
            return invocation(answer, function, requestId, took);
        } catch (IOException theHandlerHasEndedThisProcessToo) {
            process.close();
            process = PythonProcess.start(python, debug);
            return failed("Runtime.ExitError", exited(requestId, "signal: SIGKILL"), Duration.ZERO);
        }
    }

    private JsonObject request(LambdaFunction function, String invokedArn, String requestId, JsonElement event) {
        var request = new JsonObject();
        request.add("event", event);
        request.add("environment", environment(function, function.invokedVersion(invokedArn), requestId));
        request.addProperty("requestId", requestId);
        request.addProperty("invokedArn", invokedArn);
        request.addProperty(
                "timeoutMs",
                debug
                        ? Long.valueOf(Integer.MAX_VALUE)
                        : (Long) function.timeout().toMillis());
        request.addProperty("debug", debug);
        request.addProperty("taskRoot", function.taskRoot().toString());
        request.addProperty("runtimeDir", runtimeDir.toString());
        request.addProperty("folder", function.folder());
        request.addProperty("runtime", function.runtime());
        var machine = function.architecture().equals("arm64") ? "aarch64" : "x86_64";
        request.addProperty("platform", "manylinux2014_" + machine);
        return request;
    }

    private JsonObject environment(LambdaFunction function, String version, String requestId) {
        var variables = new HashMap<String, String>();
        // Python's own library may be found by this one, which Lambda sets too.
        Optional.ofNullable(System.getenv("LD_LIBRARY_PATH")).ifPresent(path -> variables.put("LD_LIBRARY_PATH", path));
        variables.put("LANG", "en_US.UTF-8");
        variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        variables.put("TZ", ":UTC");
        // Without the developer's credentials, as those below are none that AWS accepts: no call may reach an account.
        variables.put("HOME", "/home/sbx_user1051");
        variables.putAll(function.environment());
        variables.put("AWS_ACCESS_KEY_ID", "local");
        variables.put("AWS_SECRET_ACCESS_KEY", "local");
        variables.put("AWS_SESSION_TOKEN", "local");
        variables.put("AWS_DEFAULT_REGION", function.region());
        variables.put("AWS_REGION", function.region());
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(function.memoryMb()));
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", version);
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream(version, requestId));
        variables.put("LAMBDA_RUNTIME_DIR", runtimeDir.toString());
        variables.put("LAMBDA_TASK_ROOT", function.taskRoot().toString());
        variables.put("_HANDLER", function.handler());
        return object(variables);
    }

    private static String logStream(String version, String requestId) {
        var day = DAY.format(LocalDate.now(ZoneOffset.UTC));
        return "%s/[%s]%s".formatted(day, version, requestId.replace("-", ""));
    }

    private static JsonObject object(Map<String, String> texts) {
        var object = new JsonObject();
        texts.forEach(object::addProperty);
        return object;
    }

    private static Invocation invocation(JsonObject answer, LambdaFunction function, String requestId, Duration took) {
        if (answer.has("payload")) {
            var payload = JsonParser.parseString(answer.get("payload").getAsString());
            return new Invocation(Optional.of(payload), Optional.empty(), took);
        }
        if (answer.has("error")) {
            return new Invocation(
                    Optional.empty(), Optional.of(answer.get("error").getAsString()), took);
        }
        if (answer.has("timedOut")) {
            // https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
            var message = "RequestId: %s Error: Task timed out after %d.00 seconds";
            return failed(
                    "Sandbox.Timedout",
                    message.formatted(requestId, function.timeout().toSeconds()),
                    took);
        }
        return failed(
                "Runtime.ExitError", exited(requestId, answer.get("exited").getAsString()), took);
    }

    private static String exited(String requestId, String how) {
        return "RequestId: %s Error: Runtime exited with error: %s".formatted(requestId, how);
    }

    private static Invocation failed(String errorType, @Nullable String errorMessage, Duration took) {
        var error = new JsonObject();
        error.addProperty("errorType", errorType);
        error.addProperty("errorMessage", errorMessage);
        return new Invocation(Optional.empty(), Optional.of(error.toString()), took);
    }

    /** Ends Python, and with it the invocation that it serves. */
    @Override
    public void close() {
        process.close();
    }
}
