package stepfunction.local;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.pulumi.exceptions.RunException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.zip.ZipInputStream;
import stepfunction.DeclaredStack;
import stepfunction.DeclaredStack.DeclaredResource;
import stepfunction.ProjectFiles;
import stepfunction.local.Interpreter.Execution;
import stepfunction.local.PythonFunction.Result;

/**
 * Runs the stack without AWS and without the Pulumi CLI: declares it against mocks, then executes its state machine and
 * its handler for real, within what its roles allow.
 *
 * <p>Prints the output of the execution on stdout, everything else on stderr. Exit status: 0 when the execution succeeded,
 * 1 when it failed, 2 when it could not run.
 */
public final class LocalRun {

    static final int SUCCEEDED = 0;
    static final int FAILED = 1;
    static final int CANNOT_RUN = 2;

    private final ProjectFiles project;
    private final Path workDir;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * A run of a project.
     *
     * @param workDir the folder that takes everything that the run writes, the deployment package excepted
     */
    LocalRun(ProjectFiles project, Path workDir, PrintStream out, PrintStream err) {
        this.project = project;
        this.workDir = workDir.toAbsolutePath();
        this.out = out;
        this.err = err;
    }

    /** Reads the system properties {@code input} (JSON, default <code>{}</code>) and {@code stack} (default dev). */
    public static void main(String[] args) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        var status = new LocalRun(new ProjectFiles(Path.of("")), Path.of("target", "local"), System.out, System.err)
                .run(System.getProperty("stack", "dev"), System.getProperty("input", "{}"), UnaryOperator.identity());
        System.out.flush();
        System.err.flush();
        // Not exit: a Maven that colours its output would add an escape code to stdout, behind the JSON.
        Runtime.getRuntime().halt(status);
    }

    /**
     * Runs one execution.
     *
     * @param change applied to the declared stack before it runs
     * @return the exit status
     */
    int run(String stackName, String input, UnaryOperator<DeclaredStack> change) {
        try {
            requireJson(input);
            var python = Tool.python();
            var node = Tool.node();
            var stack = change.apply(declare(stackName));
            var story = new Story(err);
            story.line("Resources of %s:".formatted(stackName));
            story.resources(stack);

            var execution = execute(stack, python, node, input, story);
            if (execution.status().equals("SUCCEEDED")) {
                out.println(execution.output());
                return SUCCEEDED;
            }
            story.line("Execution %s: %s".formatted(execution.status(), execution.error()));
            story.line("Cause: " + execution.cause());
            return FAILED;
        } catch (CannotRunException | RunException | IllegalArgumentException e) {
            err.println("The local run cannot start: " + e.getMessage());
            return CANNOT_RUN;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private DeclaredStack declare(String stackName) {
        return DeclaredStack.declare(project, stackName, project.config(stackName), false);
    }

    private Execution execute(DeclaredStack stack, Tool python, Tool node, String input, Story story)
            throws IOException, InterruptedException {
        var interpreter = Interpreter.install(node, workDir.resolve("interpreter"), story::line);
        var function = only(stack, "aws:lambda/function:Function");
        var stateMachine = only(stack, "aws:sfn/stateMachine:StateMachine");
        var taskRoot = workDir.resolve("task");
        unpack(project.projectDir().resolve(function.path("code")), taskRoot);
        warnOfOtherPython(function, python, story);

        var executor = Executors.newCachedThreadPool();
        var python3 = new PythonFunction(
                function,
                taskRoot,
                python,
                interpreter.invokeScript(),
                executor,
                line -> story.log(function.input("name"), line));
        var authorization = new IamAuthorization(stack);
        try (var lambda = new LambdaEndpoint(executor, (arn, event) -> {
            if (!function.arn().equals(Optional.of(arn))) {
                return Result.failure("Lambda.ResourceNotFoundException", "Function not found: " + arn);
            }
            var refusal = authorization.refusal(stateMachine, function);
            return refusal.isPresent()
                    ? Result.failure("Lambda.AWSLambdaException", refusal.get())
                    : python3.invoke(event);
        })) {
            story.line("Execution of %s:".formatted(stateMachine.input("name")));
            return interpreter
                    .execute(
                            stateMachine.input("definition"),
                            List.of(input),
                            1,
                            lambda.uri(),
                            stateMachine.arn().orElseThrow().split(":", -1)[3],
                            story::event)
                    .get(0);
        } finally {
            executor.shutdownNow();
        }
    }

    private static DeclaredResource only(DeclaredStack stack, String type) {
        var found = stack.all(type);
        if (found.size() != 1) {
            throw new CannotRunException("the stack must declare one %s, declares %d".formatted(type, found.size()));
        }
        return found.get(0);
    }

    private static void warnOfOtherPython(DeclaredResource function, Tool python, Story story) {
        var runtime = function.input("runtime").replace("python", "");
        if (!python.version().startsWith(runtime + ".")) {
            story.line("Note: the function's runtime is Python %s, this machine's is %s"
                    .formatted(runtime, python.version()));
        }
    }

    private static void requireJson(String input) {
        try {
            var reader = new JsonReader(new StringReader(input));
            new Gson().getAdapter(JsonElement.class).read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new JsonParseException("more than one value");
            }
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new CannotRunException(
                    "input must be one JSON value, was %s (%s); pass one, quoted for the shell: -Dinput='{\"hello\":\"world\"}'"
                            .formatted(input, e.getMessage()));
        }
    }

    private static void unpack(Path zip, Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var paths = Files.walk(directory)) {
                for (var path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(path);
                }
            }
        }
        try (var entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                var file = directory.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(entries, file);
            }
        }
    }
}
