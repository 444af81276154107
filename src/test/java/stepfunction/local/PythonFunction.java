package stepfunction.local;

import static java.util.Map.entry;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import stepfunction.DeclaredStack.DeclaredResource;

/**
 * A declared Lambda function, run as Lambda runs it: its unpacked deployment package, in a Python process of its own for
 * each invocation, with nothing of the developer's environment.
 *
 * @param taskRoot the unpacked deployment package
 * @param runtimeDir where the packages that Lambda's runtime brings may be installed
 * @param script {@code invoke.py}
 * @param log receives the handler's log lines
 */
record PythonFunction(
        DeclaredResource function,
        Path taskRoot,
        Path runtimeDir,
        Tool python,
        Path script,
        ExecutorService executor,
        Consumer<String> log) {

    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    /** AWS's default, in seconds. */
    private static final double DEFAULT_TIMEOUT = 3;

    /** AWS's default, in MB. */
    private static final double DEFAULT_MEMORY = 128;

    /** The size of a response that Lambda refuses to exceed; Step Functions takes far less. */
    private static final int MAX_RESPONSE_BYTES = 6_291_556;

    /**
     * What an invocation gave.
     *
     * @param payload the handler's result, or an object with errorType and errorMessage
     * @param failed whether the function failed
     * @param version that was executed; empty when the function failed
     */
    record Result(String payload, boolean failed, String version) {

        static Result failure(String errorType, String errorMessage) {
            var error = new JsonObject();
            error.addProperty("errorType", errorType);
            error.addProperty("errorMessage", errorMessage);
            return new Result(error.toString(), true, "");
        }
    }

    /**
     * Recognises the function by its name or its ARN, either with a version after it.
     *
     * @return the version with a colon before it, or an empty text; absent when another function is meant
     */
    Optional<String> qualifier(String functionName) {
        var version = function.properties().getOrDefault("version", "$LATEST");
        return Stream.of(arn(), function.input("name"))
                .filter(functionName::startsWith)
                .map(known -> functionName.substring(known.length()))
                .filter(List.of("", ":$LATEST", ":" + version)::contains)
                .findFirst();
    }

    String arn() {
        return function.arn().orElseThrow();
    }

    /**
     * Invokes the handler once.
     *
     * @param invokedArn the function's ARN, or that of its version
     */
    Result invoke(String event, String invokedArn) throws IOException, InterruptedException {
        var requestId = UUID.randomUUID().toString();
        var version = invokedArn.equals(arn()) ? "$LATEST" : invokedArn.substring(arn().length() + 1);
        var logStream =
                "%tY/%<tm/%<td/[%s]%s".formatted(LocalDate.now(ZoneOffset.UTC), version, requestId.replace("-", ""));
        var timeout = Duration.ofMillis((long) (number("timeout", DEFAULT_TIMEOUT) * 1000));
        var process = start(version, logStream);
        try {
            var logged = CompletableFuture.runAsync(() -> forwardLog(process), executor);
            var answered = CompletableFuture.supplyAsync(() -> readAnswer(process), executor);
            try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
                var request = new JsonObject();
                // The archive of a folder has its name.
                request.addProperty(
                        "folder",
                        Path.of(function.path("code")).getFileName().toString().replace(".zip", ""));
                request.addProperty("requestId", requestId);
                request.addProperty("invokedArn", invokedArn);
                request.addProperty("deadlineMs", System.currentTimeMillis() + timeout.toMillis());
                request.add("event", GSON.fromJson(event, JsonElement.class));
                GSON.toJson(request, stdin);
            } catch (IOException e) {
                // The process has ended already; its exit status tells more.
            }
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                // https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
                return Result.failure(
                        "Sandbox.Timedout",
                        String.format(
                                Locale.ROOT,
                                "RequestId: %s Error: Task timed out after %.2f seconds",
                                requestId,
                                timeout.toMillis() / 1000.0));
            }
            logged.join();
            var answer = answered.join();
            if (answer.isEmpty()) {
                return Result.failure(
                        "Runtime.ExitError",
                        "RequestId: %s Error: Runtime exited with error: exit status %d"
                                .formatted(requestId, process.exitValue()));
            }
            var result = JsonParser.parseString(answer).getAsJsonObject();
            if (result.has("error")) {
                return new Result(result.get("error").toString(), true, "");
            }
            var payload = result.get("payload").getAsString();
            return payload.getBytes(StandardCharsets.UTF_8).length > MAX_RESPONSE_BYTES
                    ? Result.failure(
                            "Function.ResponseSizeTooLarge",
                            "Response payload size exceeded maximum allowed payload size (%d bytes)."
                                    .formatted(MAX_RESPONSE_BYTES))
                    : new Result(payload, false, version);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /**
     * Starts Python in Lambda's environment.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">AWS: Defined runtime
     *     environment variables</a>
     */
    private Process start(String version, String logStream) throws IOException {
        var builder = new ProcessBuilder(
                // Isolated from the machine's packages and variables; no bytecode beside the handler.
                python.executable(), "-I", "-S", "-B", "-X", "utf8", script.toString());
        var environment = builder.environment();
        // Python's own library may be found by this one, which Lambda sets too.
        environment.keySet().retainAll(Set.of("LD_LIBRARY_PATH"));
        if (function.properties().get("environment") instanceof Map<?, ?> declared
                && declared.get("variables") instanceof Map<?, ?> variables) {
            variables.forEach((name, value) -> environment.put(name.toString(), value.toString()));
        }
        var region = arn().split(":", -1)[3];
        environment.putAll(Map.ofEntries(
                entry("AWS_LAMBDA_FUNCTION_NAME", function.input("name")),
                entry("AWS_LAMBDA_FUNCTION_VERSION", version),
                entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf((int) number("memorySize", DEFAULT_MEMORY))),
                entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.input("name")),
                entry("AWS_LAMBDA_LOG_STREAM_NAME", logStream),
                entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
                entry("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.input("runtime")),
                entry("AWS_REGION", region),
                entry("AWS_DEFAULT_REGION", region),
                // Credentials that AWS refuses, and a home without others: no call may reach the developer's account.
                entry("AWS_ACCESS_KEY_ID", "local"),
                entry("AWS_SECRET_ACCESS_KEY", "local"),
                entry("AWS_SESSION_TOKEN", "local"),
                entry("HOME", "/home/sbx_user1051"),
                entry("LAMBDA_TASK_ROOT", taskRoot.toString()),
                entry("LAMBDA_RUNTIME_DIR", runtimeDir.toString()),
                entry("LANG", "en_US.UTF-8"),
                entry("PATH", "/usr/local/bin:/usr/bin:/bin"),
                entry("TZ", ":UTC"),
                entry("_HANDLER", function.input("handler"))));
        return builder.start();
    }

    private double number(String property, double otherwise) {
        return function.properties().get(property) instanceof Number number ? number.doubleValue() : otherwise;
    }

    private void forwardLog(Process process) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> log.accept(function.input("name") + " | " + line));
        } catch (IOException | UncheckedIOException e) {
            // The process was stopped at its timeout.
        }
    }

    private static String readAnswer(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // The process was stopped at its timeout.
            return "";
        }
    }
}
