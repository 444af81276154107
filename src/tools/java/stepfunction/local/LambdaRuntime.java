package stepfunction.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import stepfunction.packaging.PythonPackage;

/**
 * Runs handlers as Lambda's Python runtime does, each invocation in a process of its own, with nothing of the developer's
 * environment.
 */
final class LambdaRuntime implements AutoCloseable {

    /** What a handler that is debugged is told. */
    private static final Duration TIMEOUT_OF_DEBUGGING = Duration.ofDays(1);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu/MM/dd");

    /**
     * How handlers run.
     *
     * @param python its executable
     * @param packages what Lambda's runtime brings
     * @param debug whether a handler has the terminal, and all the time in the world
     * @param endpoint of an emulator of AWS that handlers call
     */
    record Settings(String python, RuntimePackages packages, boolean debug, Optional<URI> endpoint) {

        private static final Duration CONNECTION_LIMIT = Duration.ofSeconds(5);

        /** Those of the developer: the system properties {@code debug} and {@code endpoint}. */
        static Settings ofTheUser() {
            var endpoint = Optional.ofNullable(System.getProperty("endpoint")).map(Settings::endpoint);
            var debug = System.getProperty("debug", "false");
            return new Settings("python3", RuntimePackages.ofTheUser(), !debug.equals("false"), endpoint);
        }

        /** @throws CannotRunException where nothing listens there */
        static URI endpoint(String text) {
            if (!text.matches("https?://[\\w.-]+(:\\d{1,5})?/?")) {
                throw new CannotRunException(
                        "endpoint must be the URL of an emulator, such as http://localhost:4566, was \"%s\"; correct -Dendpoint"
                                .formatted(text));
            }
            var endpoint = URI.create(text);
            var usualPort = endpoint.getScheme().equals("https") ? 443 : 80;
            var address =
                    new InetSocketAddress(endpoint.getHost(), endpoint.getPort() < 0 ? usualPort : endpoint.getPort());
            try (var socket = new Socket()) {
                // A client of AWS's would go on trying until the function times out.
                socket.connect(address, (int) CONNECTION_LIMIT.toMillis());
                return endpoint;
            } catch (IOException e) {
                throw new CannotRunException(
                        "endpoint must be the URL of a running emulator, but %s does not answer (%s); start it"
                                .formatted(text, e.getMessage()));
            }
        }
    }

    private final Settings settings;
    private PythonProcess process;

    private LambdaRuntime(Settings settings) {
        this.settings = settings;
        this.process = start();
    }

    /** @throws CannotRunException where Python is missing or too old */
    static LambdaRuntime start(Settings settings) {
        return new LambdaRuntime(settings);
    }

    private PythonProcess start() {
        return PythonProcess.start(settings.python, settings.debug);
    }

    /** Where the packages that Lambda's runtime brings are, once a handler has imported one. */
    Path runtimeDir() {
        return settings.packages.directory(pythonVersion());
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
        var request = request(function, function.invokedVersion(invokedArn), requestId);
        request.add("event", event);
        request.addProperty("invokedArn", invokedArn);
        var timeout = settings.debug ? TIMEOUT_OF_DEBUGGING : function.timeout();
        request.addProperty("timeoutMs", timeout.toMillis());
        request.addProperty("limitMs", settings.debug ? null : longest.toMillis());
        try {
            var answer = process.invoke(request, log);
            // Whoever debugs takes longer than a Task may.
            var took = settings.debug
                    ? Duration.ZERO
                    : Duration.ofMillis(answer.get("tookMs").getAsLong());
            return invocation(answer, function, requestId, took);
        } catch (IOException theHandlerHasEndedThisProcessToo) {
            restart();
            return failed("Runtime.ExitError", exited(requestId, "signal: SIGKILL"), Duration.ZERO);
        }
    }

    private void restart() {
        process.close();
        process = start();
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
            var answer = process.invoke(request, log);
            if (answer.has("timedOut")) {
                return Optional.of("must end within %d s, did not".formatted(limit.toSeconds()));
            }
            if (!answer.has("payload")) {
                return Optional.of(
                        "must run, ended with " + answer.get("exited").getAsString());
            }
            var result =
                    JsonParser.parseString(answer.get("payload").getAsString()).getAsJsonObject();
            if (result.get("ran").getAsInt() == 0) {
                return Optional.of(
                        "must have a test, has none: a method test_... of a class that extends unittest.TestCase");
            }
            return result.get("passed").getAsBoolean() ? Optional.empty() : Optional.of("must pass, failed");
        } catch (IOException theTestsHaveEndedThisProcessToo) {
            restart();
            return Optional.of("must run, ended its process");
        }
    }

    private JsonObject request(LambdaFunction function, String version, String requestId) {
        var request = new JsonObject();
        request.add("environment", environment(function, version, requestId));
        request.addProperty("requestId", requestId);
        request.addProperty("debug", settings.debug);
        request.addProperty("taskRoot", function.taskRoot().toString());
        request.addProperty("runtimeDir", runtimeDir().toString());
        request.add("runtimeRequirements", array(settings.packages.requirements()));
        request.addProperty("folder", function.folder());
        var installation =
                PythonPackage.installation(function.folder(), function.minorVersion(), function.architecture(), "");
        request.addProperty("installation", installation.strip());
        return request;
    }

    private static JsonArray array(List<String> texts) {
        var array = new JsonArray();
        texts.forEach(array::add);
        return array;
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
        // An emulator takes these.
        variables.put("AWS_ACCESS_KEY_ID", "test");
        variables.put("AWS_SECRET_ACCESS_KEY", "test");
        variables.put("AWS_SESSION_TOKEN", "test");
        settings.endpoint.ifPresent(endpoint -> variables.put("AWS_ENDPOINT_URL", endpoint.toString()));
        variables.put("AWS_DEFAULT_REGION", function.region());
        variables.put("AWS_REGION", function.region());
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(function.memoryMb()));
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", version);
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream(version, requestId));
        variables.put("LAMBDA_RUNTIME_DIR", runtimeDir().toString());
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
