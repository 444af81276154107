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
import java.util.function.Supplier;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.ProjectFiles;

/**
 * Runs the stack without AWS and without the Pulumi CLI: declares it against mocks, then executes its state machine and
 * its handlers for real, within what its roles allow.
 *
 * <p>Prints the output of the execution on stdout, everything else on stderr. Exit status: 0 when the execution succeeded,
 * 1 when it failed, 2 when it could not run.
 *
 * @param workDir the folder that takes everything that the run writes, the deployment packages excepted
 * @param simulation what a test adds to the request of {@link Interpreter#execute}
 */
public record LocalRun(
        Path projectDir,
        Path workDir,
        CompletableFuture<Interpreter> interpreter,
        JsonObject simulation,
        PrintStream out,
        PrintStream err) {

    static final int SUCCEEDED = 0;
    static final int FAILED = 1;
    static final int CANNOT_RUN = 2;

    /** What the workflow is tried with: an object with {@code input} and {@code output}. */
    static final String EXAMPLE = "src/test/local/example.json";

    /** What the services answer that the workflow calls, by the name of the state; absent when it calls none. */
    static final String MOCKS = "src/test/local/mocks.json";

    /** AWS's limit, as UTF-8: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html. */
    private static final int MAX_INPUT_BYTES = 262_144;

    /** Reads the system properties {@code input} (JSON, default: the example's) and {@code stack} (default dev). */
    public static void main(String[] args) {
        var project = new ProjectFiles(Path.of(""));
        var stack = System.getProperty("stack", "dev");
        var workDir = Path.of("target", "local").toAbsolutePath();
        // Node.js starts while the stack is declared; not in the common pool, which the declaration may keep busy.
        var interpreter = CompletableFuture.supplyAsync(
                () -> Interpreter.start(workDir, System.err::println), start -> new Thread(start).start());
        var status = new LocalRun(project.projectDir(), workDir, interpreter, new JsonObject(), System.out, System.err)
                .run(
                        Optional.ofNullable(System.getProperty("input")),
                        () -> DeclaredStack.declare(project, stack, project.config(stack), false));
        System.out.flush();
        System.err.flush();
        // Not exit: a Maven that colours its output would add an escape code to stdout, behind the JSON. Node.js ends
        // with it.
        Runtime.getRuntime().halt(status);
    }

    /**
     * Runs one execution.
     *
     * @param input JSON; absent: the example's
     * @return the exit status
     */
    int run(Optional<String> input, Supplier<DeclaredStack> declaration) {
        try {
            var event = input.map(LocalRun::input).orElseGet(this::exampleInput);
            var mocks = Files.exists(projectDir.resolve(MOCKS)) ? object(MOCKS) : new JsonObject();
            var stack = declaration.get();
            err.println("The program declares:");
            new ResourceTree(stack).lines().forEach(err::println);
            var tools = interpreter.join();
            err.printf(
                    "Execution in Node.js %s and Python %s%s:%n",
                    tools.node().version(), tools.python().version(), inAws(stack, tools.python()));
            var request = new Deployment(stack, projectDir, workDir).request(List.of(event), mocks);
            simulation.asMap().forEach(request::add);
            var execution = tools.execute(request, err::println).get(0);
            if (execution.status().equals("SUCCEEDED")) {
                out.println(execution.output());
                return SUCCEEDED;
            }
            err.printf("Execution %s: %s%nCause: %s%n", execution.status(), execution.error(), execution.cause());
            return FAILED;
        } catch (CompletionException e) {
            return cannotRun(e.getCause() == null ? e : e.getCause());
        } catch (CannotRunException | RunException | IllegalArgumentException e) {
            return cannotRun(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int cannotRun(Throwable reason) {
        err.println("The local run cannot start: " + reason.getMessage());
        return CANNOT_RUN;
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
