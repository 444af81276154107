package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipInputStream;
import stepfunction.DeclaredStack;
import stepfunction.DeclaredStack.DeclaredResource;
import stepfunction.local.Interpreter.Execution;
import stepfunction.local.LambdaEndpoint.Invoker;
import stepfunction.local.PythonFunction.Result;

/** What AWS would do with a declared stack: executes its state machine, invokes its function, and asks IAM before. */
final class LocalCloud implements AutoCloseable {

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Interpreter interpreter;
    private final DeclaredResource stateMachine;
    private final LambdaEndpoint lambda;

    /**
     * Deploys a stack.
     *
     * @param projectDir which the paths in the stack are relative to
     * @param workDir takes everything that is written
     * @param log receives the handler's log lines
     * @param faults stands between the state machine and the function, for a test to simulate Lambda's own faults
     */
    LocalCloud(
            DeclaredStack stack,
            Path projectDir,
            Path workDir,
            Tool python,
            Interpreter interpreter,
            Consumer<String> log,
            UnaryOperator<Invoker> faults)
            throws IOException {
        this.interpreter = interpreter;
        stateMachine = only(stack, "aws:sfn/stateMachine:StateMachine");
        var function = only(stack, "aws:lambda/function:Function");
        var taskRoot = workDir.resolve("task");
        unpack(projectDir.resolve(function.path("code")), taskRoot);
        var code = new PythonFunction(function, taskRoot, python, interpreter.invokeScript(), executor, log);
        var authorization = new IamAuthorization(stack);
        lambda = new LambdaEndpoint(executor, faults.apply((arn, event) -> {
            if (!function.arn().equals(Optional.of(arn))) {
                return Result.failure("Lambda.ResourceNotFoundException", "Function not found: " + arn);
            }
            var refusal = authorization.refusal(stateMachine, function);
            return refusal.isPresent()
                    ? Result.failure("Lambda.AWSLambdaException", refusal.get())
                    : code.invoke(event);
        }));
    }

    /**
     * Executes the state machine once for each input.
     *
     * @param retryDelaysMs for a state, a delay that replaces its retriers'
     */
    List<Execution> execute(
            List<JsonElement> inputs,
            int concurrency,
            Map<String, Integer> retryDelaysMs,
            Consumer<JsonObject> listener)
            throws IOException, InterruptedException {
        var definition = JsonParser.parseString(stateMachine.input("definition"));
        var region = stateMachine.arn().orElseThrow().split(":", -1)[3];
        return interpreter.execute(
                new Interpreter.Request(definition, inputs, concurrency, retryDelaysMs),
                lambda.uri(),
                region,
                listener);
    }

    @Override
    public void close() {
        lambda.close();
        executor.shutdownNow();
    }

    private static DeclaredResource only(DeclaredStack stack, String type) {
        var found = stack.all(type);
        if (found.size() != 1) {
            throw new CannotRunException("the stack must declare one %s, declares %d".formatted(type, found.size()));
        }
        return found.get(0);
    }

    private static void unpack(Path zip, Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var paths = Files.walk(directory)) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
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
