package stepfunction.local;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipInputStream;
import stepfunction.DeclaredStack;
import stepfunction.DeclaredStack.DeclaredResource;
import stepfunction.local.Interpreter.Execution;
import stepfunction.local.PythonFunction.Result;

/** What AWS would do with a declared stack: executes its state machine, invokes its functions, and asks IAM before. */
final class LocalCloud implements AutoCloseable {

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<PythonFunction> functions = new ArrayList<>();
    private final DeclaredResource stateMachine;
    private final IamAuthorization authorization;
    private final Consumer<String> log;
    private final Invoker invoker;

    /** Invokes a function. */
    interface Invoker {
        Result invoke(String functionName, String event) throws IOException, InterruptedException;
    }

    /**
     * Deploys a stack.
     *
     * @param projectDir which the paths in the stack are relative to
     * @param workDir takes everything that is written
     * @param log receives the handlers' log lines
     * @param faults stands between the state machine and the functions, for a test to simulate Lambda's own faults
     */
    LocalCloud(
            DeclaredStack stack,
            Path projectDir,
            Path workDir,
            Tool python,
            Path script,
            Consumer<String> log,
            UnaryOperator<Invoker> faults)
            throws IOException {
        var machines = stack.all("aws:sfn/stateMachine:StateMachine");
        if (machines.size() != 1) {
            throw new CannotRunException("the stack must declare one state machine, declares " + machines.size());
        }
        stateMachine = machines.get(0);
        this.log = log;
        Files.createDirectories(workDir);
        Files.writeString(workDir.resolve("definition.json"), stateMachine.input("definition"));
        for (var function : stack.all("aws:lambda/function:Function")) {
            var taskRoot = workDir.resolve("task").resolve(function.input("name"));
            unpack(projectDir.resolve(function.path("code")), taskRoot);
            functions.add(
                    new PythonFunction(function, taskRoot, workDir.resolve("python"), python, script, executor, log));
        }
        authorization = new IamAuthorization(stack);
        invoker = faults.apply(this::invoke);
    }

    /**
     * Executes the state machine once for each input.
     *
     * @param mocks for a state that calls a service, the service's answer
     * @param retryDelayMs replaces the delays of all retriers; 0: their own
     */
    List<Execution> execute(
            Interpreter.Session session,
            List<JsonElement> inputs,
            int concurrency,
            int retryDelayMs,
            JsonObject mocks,
            Consumer<JsonObject> listener)
            throws IOException, InterruptedException {
        var request = new Interpreter.Request(
                JsonParser.parseString(stateMachine.input("definition")),
                inputs,
                concurrency,
                retryDelayMs,
                mocks,
                stateMachine.arn().orElseThrow(),
                stateMachine.input("roleArn"));
        return session.execute(request, this::answer, executor, listener);
    }

    /** Answers what a Task state asks for: an invocation, or the permission to call a service. */
    private JsonObject answer(JsonObject call) throws IOException, InterruptedException {
        if (!call.has("action")) {
            var result = invoker.invoke(
                    call.get("function").getAsString(), call.get("payload").toString());
            return new Gson().toJsonTree(result).getAsJsonObject();
        }
        var action = call.get("action").getAsString();
        var resources = call.getAsJsonArray("resources").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
        var refusal = authorization.refusal(stateMachine, action, resources);
        if (refusal.isEmpty()) {
            var on = resources.isEmpty() ? "" : " on " + String.join(", ", resources);
            log.accept("%s | %s%s allowed, answered from the mocks"
                    .formatted(call.get("state").getAsString(), action, on));
        }
        var answer = new JsonObject();
        refusal.ifPresent(reason -> answer.addProperty("refusal", reason));
        return answer;
    }

    private Result invoke(String functionName, String event) throws IOException, InterruptedException {
        for (var function : functions) {
            var qualifier = function.qualifier(functionName);
            if (qualifier.isPresent()) {
                var arn = function.arn() + qualifier.get();
                var refusal = authorization
                        .refusal(stateMachine, "lambda:InvokeFunction", List.of(arn))
                        .or(() -> authorization.refusal(function.function()));
                return refusal.isPresent()
                        ? Result.failure("Lambda.AWSLambdaException", refusal.get())
                        : function.invoke(event, arn);
            }
        }
        return Result.failure("Lambda.ResourceNotFoundException", "Function not found: " + functionName);
    }

    @Override
    public void close() {
        executor.shutdownNow();
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
