package stepfunction.local;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.pulumi.exceptions.RunException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import stepfunction.DeclaredStack;
import stepfunction.ProjectFiles;

/**
 * Runs the stack without AWS and without the Pulumi CLI: declares it against mocks, then executes its state machine and
 * its handlers for real, within what its roles allow.
 *
 * <p>Prints the output of the execution on stdout, everything else on stderr. Exit status: 0 when the execution succeeded,
 * 1 when it failed, 2 when it could not run.
 */
public final class LocalRun {

    static final int SUCCEEDED = 0;
    static final int FAILED = 1;
    static final int CANNOT_RUN = 2;

    /** What the workflow is tried with: an object with {@code input} and {@code output}. */
    static final String EXAMPLE = "src/test/local/example.json";

    /** What the services answer that the workflow calls, by the name of the state; absent when it calls none. */
    static final String MOCKS = "src/test/local/mocks.json";

    /** AWS's limit, as UTF-8: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html. */
    private static final int MAX_INPUT_BYTES = 262_144;

    private final Path projectDir;
    private final Path workDir;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * A run of a project.
     *
     * @param workDir the folder that takes everything that the run writes, the deployment packages excepted
     */
    LocalRun(Path projectDir, Path workDir, PrintStream out, PrintStream err) {
        this.projectDir = projectDir;
        this.workDir = workDir.toAbsolutePath();
        this.out = out;
        this.err = err;
    }

    /** Reads the system properties {@code input} (JSON, default: the example's) and {@code stack} (default dev). */
    public static void main(String[] args) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        var project = new ProjectFiles(Path.of(""));
        var stack = System.getProperty("stack", "dev");
        var status = new LocalRun(project.projectDir(), Path.of("target", "local"), System.out, System.err)
                .run(
                        Optional.ofNullable(System.getProperty("input")),
                        () -> DeclaredStack.declare(project, stack, project.config(stack), false));
        System.out.flush();
        System.err.flush();
        // Not exit: a Maven that colours its output would add an escape code to stdout, behind the JSON.
        Runtime.getRuntime().halt(status);
    }

    /**
     * Runs one execution.
     *
     * @param input JSON; absent: the example's
     * @return the exit status
     */
    int run(Optional<String> input, Supplier<DeclaredStack> declaration) {
        var story = new Story(err);
        var executor = Executors.newCachedThreadPool();
        // The tools start while the stack is declared.
        var python = CompletableFuture.supplyAsync(Tool::python, executor);
        var session = CompletableFuture.supplyAsync(() -> start(story), executor);
        try {
            var event = input.map(LocalRun::input).orElseGet(this::exampleInput);
            var mocks = mocks();
            var stack = declaration.get();
            story.resources(stack);
            var interpreter = session.join().interpreter();
            story.line("Execution in Node.js %s and Python %s%s:"
                    .formatted(interpreter.node().version(), python.join().version(), inAws(stack, python.join())));
            try (var cloud = new LocalCloud(
                    stack,
                    projectDir,
                    workDir,
                    python.join(),
                    interpreter.invokeScript(),
                    story::log,
                    UnaryOperator.identity())) {
                var execution = cloud.execute(session.join(), List.of(event), 1, 0, mocks, story::event)
                        .get(0);
                if (execution.status().equals("SUCCEEDED")) {
                    out.println(execution.output());
                    return SUCCEEDED;
                }
                story.line("Execution %s: %s".formatted(execution.status(), execution.error()));
                story.line("Cause: " + execution.cause());
                return FAILED;
            }
        } catch (CompletionException e) {
            return cannotRun(e.getCause() == null ? e : e.getCause());
        } catch (CannotRunException | RunException | IllegalArgumentException e) {
            return cannotRun(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            var unused = session.thenAccept(Interpreter.Session::close);
            executor.shutdown();
        }
    }

    private int cannotRun(Throwable reason) {
        err.println("The local run cannot start: " + reason.getMessage());
        return CANNOT_RUN;
    }

    private Interpreter.Session start(Story story) {
        try {
            return Interpreter.install(Tool.node(), workDir.resolve("interpreter"), story::line)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names the functions' runtimes where they are another Python than this machine's. */
    private static String inAws(DeclaredStack stack, Tool python) {
        var others = stack.all("aws:lambda/function:Function").stream()
                .map(function -> function.input("runtime"))
                .filter(runtime -> !("python" + python.version()).startsWith(runtime + "."))
                .distinct()
                .toList();
        return others.isEmpty() ? "" : " (in AWS: %s)".formatted(String.join(", ", others));
    }

    private static JsonElement input(String text) {
        try {
            var value = json(text);
            if (text.getBytes(StandardCharsets.UTF_8).length > MAX_INPUT_BYTES) {
                throw new CannotRunException("input must have at most %d bytes of UTF-8, has %d"
                        .formatted(MAX_INPUT_BYTES, text.getBytes(StandardCharsets.UTF_8).length));
            }
            return value;
        } catch (JsonParseException e) {
            throw new CannotRunException(
                    "input must be one JSON value, was %s; pass one, quoted for the shell: -Dinput='{\"hello\":\"world\"}'"
                            .formatted(text.isEmpty() ? "empty" : text));
        }
    }

    private JsonElement exampleInput() {
        var example = object(EXAMPLE);
        if (!example.has("input")) {
            throw new CannotRunException(
                    EXAMPLE + " must have the example's \"input\", has none; add it or pass -Dinput");
        }
        return input(example.get("input").toString());
    }

    private JsonObject mocks() {
        return Files.exists(projectDir.resolve(MOCKS)) ? object(MOCKS) : new JsonObject();
    }

    private JsonObject object(String file) {
        try {
            return json(Files.readString(projectDir.resolve(file))).getAsJsonObject();
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new CannotRunException("%s must hold a JSON object, does not: %s".formatted(file, e.getMessage()));
        }
    }

    /**
     * Parses strictly.
     *
     * @throws JsonParseException when the text is not exactly one value
     */
    private static JsonElement json(String text) {
        try {
            var reader = new JsonReader(new StringReader(text));
            var value = new Gson().getAdapter(JsonElement.class).read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new JsonParseException("more than one value");
            }
            return value;
        } catch (IOException | IllegalStateException e) {
            throw new JsonParseException(e);
        }
    }
}
