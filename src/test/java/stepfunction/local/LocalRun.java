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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import stepfunction.DeclaredStack;
import stepfunction.ProjectFiles;

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
            var event = json(input);
            var python = Tool.python();
            var node = Tool.node();
            var config = project.config(stackName);
            var stack = change.apply(DeclaredStack.declare(project, stackName, config, false));

            var story = new Story(err);
            story.line("Resources of stack %s:".formatted(stackName));
            story.resources(stack);
            var interpreter = Interpreter.install(node, workDir.resolve("interpreter"), story::line);
            story.line("Execution in Node.js %s and Python %s:".formatted(node.version(), python.version()));
            try (var cloud = new LocalCloud(
                    stack, project.projectDir(), workDir, python, interpreter, story::log, UnaryOperator.identity())) {
                var execution =
                        cloud.execute(List.of(event), 1, Map.of(), story::event).get(0);
                if (execution.status().equals("SUCCEEDED")) {
                    out.println(execution.output());
                    return SUCCEEDED;
                }
                story.line("Execution %s: %s".formatted(execution.status(), execution.error()));
                story.line("Cause: " + execution.cause());
                return FAILED;
            }
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

    private static JsonElement json(String input) {
        try {
            var reader = new JsonReader(new StringReader(input));
            var value = new Gson().getAdapter(JsonElement.class).read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new JsonParseException("more than one value");
            }
            return value;
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new CannotRunException(
                    "input must be one JSON value, was %s; pass one, quoted for the shell: -Dinput='{\"hello\":\"world\"}'"
                            .formatted(input.isEmpty() ? "empty" : input));
        }
    }
}
