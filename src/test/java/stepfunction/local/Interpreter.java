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
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
        for (var file : List.of("package.json", LOCK, "execute.cjs", "definition.cjs", "invoke.py")) {
            try (var stream = Objects.requireNonNull(Interpreter.class.getResourceAsStream(file), file)) {
                Files.copy(stream, directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
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

    /** The program that runs a Python handler. */
    Path invokeScript() {
        return directory.resolve("invoke.py");
    }

    /** Starts a process, which loads its modules while the caller prepares the request. */
    Session start() throws IOException {
        var errors = Files.createTempFile(directory, "stderr", ".txt");
        var builder = new ProcessBuilder(node.executable(), "execute.cjs")
                .directory(directory.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("NODE_NO_WARNINGS", "1");
        return new Session(this, builder.start(), errors);
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
                    new Execution("FAILED", "", event.get("Error").getAsString(), text(event.get("Cause")));
                case "ExecutionTimeout" -> new Execution("TIMED_OUT", "", "States.Timeout", "");
                default -> throw new IllegalStateException("no execution ends with " + event);
            };
        }

        private static String text(JsonElement value) {
            return value.isJsonPrimitive() ? value.getAsString() : value.toString();
        }
    }

    /**
     * What to execute.
     *
     * @param concurrency how many executions may run at a time
     * @param retryDelayMs replaces the delays of all retriers; 0: their own
     * @param mocks for a state that calls a service, the service's answer
     */
    record Request(
            JsonElement definition,
            List<JsonElement> inputs,
            int concurrency,
            int retryDelayMs,
            JsonObject mocks,
            String stateMachineArn,
            String roleArn) {}

    /** Answers the calls of Task states. */
    interface Cloud {
        JsonObject answer(JsonObject call) throws IOException, InterruptedException;
    }

    /** One process of the interpreter, for one request. */
    record Session(Interpreter interpreter, Process process, Path errors) implements AutoCloseable {

        /**
         * Executes a definition once for each input.
         *
         * @param cloud answers the calls of Task states, several at a time
         * @param listener receives the events of all executions as they come
         * @return the executions, in the order of their inputs
         * @throws CannotRunException when the definition cannot be executed, with every reason
         */
        List<Execution> execute(Request request, Cloud cloud, Executor executor, Consumer<JsonObject> listener)
                throws IOException, InterruptedException {
            var failure = new AtomicReference<@Nullable RuntimeException>();
            var last = new TreeMap<Integer, JsonObject>();
            try (var stdin = process.outputWriter(StandardCharsets.UTF_8);
                    var lines = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                send(stdin, GSON.toJsonTree(request));
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    var message = JsonParser.parseString(line).getAsJsonObject();
                    if (message.has("call")) {
                        executor.execute(() -> {
                            try {
                                var answer = cloud.answer(message);
                                answer.add("call", message.get("call"));
                                send(stdin, answer);
                            } catch (IOException | InterruptedException | RuntimeException e) {
                                failure.set(
                                        e instanceof CannotRunException refusal
                                                ? refusal
                                                : new IllegalStateException(e));
                                process.destroyForcibly();
                            }
                        });
                    } else {
                        var event = message.getAsJsonObject("event");
                        last.put(message.get("execution").getAsInt(), event);
                        listener.accept(event);
                    }
                }
            }
            process.waitFor();
            var thrown = failure.get();
            if (thrown != null) {
                throw thrown;
            }
            if (process.exitValue() != 0) {
                throw new CannotRunException(Files.readString(errors).strip());
            }
            return last.values().stream().map(Execution::endedBy).toList();
        }

        private static void send(Writer stdin, JsonElement message) {
            synchronized (stdin) {
                try {
                    stdin.write(GSON.toJson(message) + "\n");
                    stdin.flush();
                } catch (IOException e) {
                    // The process has ended; its exit status and its last events tell why.
                }
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
            try {
                Files.deleteIfExists(errors);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
