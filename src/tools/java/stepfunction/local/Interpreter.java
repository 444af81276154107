package stepfunction.local;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process that executes state machines with {@code aws-local-stepfunctions}, and their functions with Python.
 *
 * @param runtimeDir where the packages that Lambda's runtime brings may be installed
 */
record Interpreter(Tool node, Tool python, Path runtimeDir, Process process, Writer stdin, BufferedReader stdout)
        implements AutoCloseable {

    private static final String LOCK = "package-lock.json";
    private static final List<String> FILES =
            List.of("package.json", LOCK, "execute.cjs", "definition.cjs", "iam.cjs", "lambda.cjs", "invoke.py");
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    /** How an execution ended: its status as DescribeExecution names it, its output as JSON; empty what there is not. */
    record Execution(String status, String output, String error, String cause) {}

    /**
     * Starts the process, after an installation where the locked version is not installed.
     *
     * @throws CannotRunException when Node.js or Python is missing or too old
     */
    static Interpreter start(Path workDir, Consumer<String> log) {
        var directory = workDir.resolve("interpreter");
        try {
            var node = Tool.node();
            install(directory, log);
            var command = new ProcessBuilder(
                    node.executable(), directory.resolve("execute.cjs").toString());
            command.environment().put("NODE_NO_WARNINGS", "1");
            var process = command.redirectError(Redirect.INHERIT).start();
            return new Interpreter(
                    node,
                    // While Node.js loads its modules.
                    Tool.python(),
                    workDir.resolve("python"),
                    process,
                    process.outputWriter(StandardCharsets.UTF_8),
                    process.inputReader(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void install(Path directory, Consumer<String> log) throws IOException {
        Files.createDirectories(directory);
        for (var file : FILES) {
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
    }

    /**
     * Executes a state machine once for each input.
     *
     * @param request as {@code execute.cjs} describes it, the tools excepted
     * @param story receives what happens, line by line
     * @return the executions, in the order of their inputs
     * @throws CannotRunException when the definition cannot be executed, with every reason
     */
    List<Execution> execute(JsonObject request, Consumer<String> story) throws IOException {
        request.addProperty("python", python.executable());
        request.addProperty("runtimeDir", runtimeDir.toString());
        stdin.write(GSON.toJson(request) + "\n");
        stdin.flush();
        var executions = new TreeMap<Integer, Execution>();
        for (var line = stdout.readLine(); line != null; line = stdout.readLine()) {
            var message = JsonParser.parseString(line).getAsJsonObject();
            if (message.has("tell")) {
                story.accept(message.get("tell").getAsString());
            } else if (message.has("execution")) {
                executions.put(message.get("execution").getAsInt(), GSON.fromJson(message, Execution.class));
            } else if (message.has("refused")) {
                throw new CannotRunException(message.get("refused").getAsString());
            } else {
                return List.copyOf(executions.values());
            }
        }
        throw new IllegalStateException("the interpreter has ended before its last answer");
    }

    /** Ends the process, which first stops the functions that it runs. */
    @Override
    public void close() {
        try {
            stdin.close();
        } catch (IOException e) {
            // It has ended already.
        }
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }
}
