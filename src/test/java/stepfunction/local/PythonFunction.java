package stepfunction.local;

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
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import stepfunction.DeclaredStack.DeclaredResource;

/**
 * A declared Lambda function, run as Lambda runs it: its unpacked deployment package, in a Python process of its own for
 * each invocation.
 *
 * @param taskRoot the unpacked deployment package
 * @param script {@code invoke.py}
 * @param log receives the handler's log lines
 */
record PythonFunction(
        DeclaredResource function,
        Path taskRoot,
        Tool python,
        Path script,
        ExecutorService executor,
        Consumer<String> log) {

    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    /** AWS's default, in seconds. */
    private static final double DEFAULT_TIMEOUT = 3;

    /** AWS's default, in MB. */
    private static final double DEFAULT_MEMORY = 128;

    /**
     * What an invocation gave.
     *
     * @param payload the handler's result, or an object with errorType and errorMessage
     * @param failed whether the function failed
     */
    record Result(String payload, boolean failed) {

        static Result failure(String errorType, String errorMessage) {
            var error = new JsonObject();
            error.addProperty("errorType", errorType);
            error.addProperty("errorMessage", errorMessage);
            return new Result(error.toString(), true);
        }
    }

    /** Invokes the handler once. */
    Result invoke(String event) throws IOException, InterruptedException {
        var requestId = UUID.randomUUID().toString();
        var timeout = Duration.ofMillis((long) (number("timeout", DEFAULT_TIMEOUT) * 1000));
        var process = start();
        try {
            var logged = CompletableFuture.runAsync(() -> forwardLog(process), executor);
            var answered = CompletableFuture.supplyAsync(() -> readAnswer(process), executor);
            try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
                GSON.toJson(request(event, requestId, timeout), stdin);
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
            return result.has("error")
                    ? new Result(result.get("error").toString(), true)
                    : new Result(result.get("payload").getAsString(), false);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start() throws IOException {
        var builder = new ProcessBuilder(python.executable(), script.toString());
        var environment = builder.environment();
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        environment.put("PYTHONUTF8", "1");
        environment.putAll(Map.of(
                "AWS_LAMBDA_FUNCTION_NAME", function.input("name"),
                "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", memorySizeMb(),
                "AWS_LAMBDA_LOG_GROUP_NAME", logGroup(),
                "AWS_REGION", arn().split(":", -1)[3],
                "LAMBDA_TASK_ROOT", taskRoot.toString(),
                "_HANDLER", function.input("handler")));
        return builder.start();
    }

    private JsonObject request(String event, String requestId, Duration timeout) {
        var context = new JsonObject();
        context.addProperty("aws_request_id", requestId);
        context.addProperty("log_group_name", logGroup());
        context.addProperty(
                "log_stream_name",
                "%tY/%<tm/%<td/[$LATEST]%s".formatted(LocalDate.now(ZoneOffset.UTC), requestId.replace("-", "")));
        context.addProperty("function_name", function.input("name"));
        context.addProperty("memory_limit_in_mb", memorySizeMb());
        context.addProperty("function_version", "$LATEST");
        context.addProperty("invoked_function_arn", arn());

        var request = new JsonObject();
        request.addProperty("taskRoot", taskRoot.toString());
        request.addProperty("handler", function.input("handler"));
        request.add("event", GSON.fromJson(event, JsonElement.class));
        request.addProperty("deadlineMs", System.currentTimeMillis() + timeout.toMillis());
        request.add("context", context);
        return request;
    }

    private String arn() {
        return function.arn().orElseThrow();
    }

    private String logGroup() {
        return "/aws/lambda/" + function.input("name");
    }

    private String memorySizeMb() {
        return String.valueOf((int) number("memorySize", DEFAULT_MEMORY));
    }

    private double number(String property, double otherwise) {
        return function.properties().get(property) instanceof Number number ? number.doubleValue() : otherwise;
    }

    private void forwardLog(Process process) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(log);
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
