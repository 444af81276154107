package stepfunction.local;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Executes definitions in Amazon States Language with {@code aws-local-stepfunctions}.
 *
 * @param directory where it is installed
 */
record Interpreter(Tool node, Path directory) {

    private static final String LOCK = "package-lock.json";
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    /** Installs the locked version, unless this very version is installed there. */
    static Interpreter install(Tool node, Path directory, Consumer<String> log) throws IOException {
        Files.createDirectories(directory);
        for (var file : List.of("package.json", LOCK, "execute.cjs", "invoke.py", "lint.cjs")) {
            copy(file, directory);
        }
        var lock = Files.readString(directory.resolve(LOCK));
        // Written last, so that an installation that was broken off is done again.
        var complete = directory.resolve("installed-" + LOCK);
        if (!Files.exists(complete) || !Files.readString(complete).equals(lock)) {
            log.accept("Installing aws-local-stepfunctions into " + directory);
            Files.deleteIfExists(complete);
            Tool.run("npm", List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), directory);
            Files.writeString(complete, lock);
        }
        return new Interpreter(node, directory);
    }

    private static void copy(String file, Path directory) throws IOException {
        try (var stream = Objects.requireNonNull(Interpreter.class.getResourceAsStream(file), file)) {
            Files.copy(stream, directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The program that runs a Python handler. */
    Path invokeScript() {
        return directory.resolve("invoke.py");
    }

    /**
     * How an execution ended.
     *
     * @param status as DescribeExecution names it: SUCCEEDED, FAILED or TIMED_OUT
     * @param output JSON; empty unless it succeeded
     * @param error empty when it succeeded
     * @param cause empty when it succeeded
     */
    record Execution(String status, String output, String error, String cause) {

        private static Execution endedBy(JsonObject event) {
            return switch (event.get("type").getAsString()) {
                case "ExecutionSucceeded" ->
                    new Execution("SUCCEEDED", event.get("output").toString(), "", "");
                case "ExecutionFailed" ->
                    new Execution("FAILED", "", event.get("Error").getAsString(), text(event, "Cause"));
                case "ExecutionTimeout" -> new Execution("TIMED_OUT", "", "States.Timeout", "");
                default -> throw new IllegalStateException("no execution ends with " + event);
            };
        }

        private static String text(JsonObject event, String key) {
            var value = event.get(key);
            return value.isJsonPrimitive() ? value.getAsString() : value.toString();
        }
    }

    /**
     * What to execute.
     *
     * @param concurrency how many executions may run at a time
     * @param retryDelaysMs for a state, a delay that replaces its retriers'
     */
    record Request(
            JsonElement definition, List<JsonElement> inputs, int concurrency, Map<String, Integer> retryDelaysMs) {}

    /**
     * Executes a definition once for each input.
     *
     * @param lambda where Lambda answers
     * @param listener receives the events of all executions as they come
     * @return the executions, in the order of their inputs
     * @throws CannotRunException when the definition is invalid, with every reason
     */
    List<Execution> execute(Request request, URI lambda, String region, Consumer<JsonObject> listener)
            throws IOException, InterruptedException {
        var process = start(lambda, region);
        try {
            try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
                GSON.toJson(request, stdin);
            }
            var last = new TreeMap<Integer, JsonObject>();
            try (var lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    var message = JsonParser.parseString(line).getAsJsonObject();
                    var event = message.getAsJsonObject("event");
                    last.put(message.get("execution").getAsInt(), event);
                    listener.accept(event);
                }
            }
            if (process.waitFor() != 0) {
                throw new CannotRunException("the definition must be valid, was not: "
                        + Files.readString(errors()).strip());
            }
            return last.values().stream().map(Execution::endedBy).toList();
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(URI lambda, String region) throws IOException {
        var builder = new ProcessBuilder(node.executable(), "execute.cjs")
                .directory(directory.toFile())
                .redirectError(errors().toFile());
        var environment = builder.environment();
        // Neither the user's profile nor the user's endpoints may lead a call out of this machine.
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.putAll(Map.of(
                "NODE_NO_WARNINGS", "1",
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "AWS_CONFIG_FILE", "absent",
                "AWS_SHARED_CREDENTIALS_FILE", "absent",
                "AWS_REGION", region,
                "AWS_ENDPOINT_URL_LAMBDA", lambda.toString()));
        return builder.start();
    }

    private Path errors() {
        return directory.resolve("stderr.txt");
    }
}
