package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import stepfunction.asl.Fields;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.Resource;
import stepfunction.asl.State;
import stepfunction.asl.StrictJson;
import stepfunction.asl.TaskCall;
import stepfunction.asl.TaskFailure;
import stepfunction.asl.TaskResult;
import stepfunction.asl.TaskRunner;
import stepfunction.dataset.Dataset;
import stepfunction.dataset.UnreadableDatasetException;
import stepfunction.dataset.UnsupportedDatasetException;
import stepfunction.lambda.CannotRunException;
import stepfunction.lambda.Invocation;
import stepfunction.lambda.InvokeRequest;
import stepfunction.lambda.LambdaFunction;

/** Does what the Tasks of one execution call: answers from the case's mocks, runs a handler, or starts another execution. */
final class Tasks implements TaskRunner {

    private static final int OK = 200;

    /** Longer than any execution lasts. */
    private static final Duration NEVER = Duration.ofDays(2 * 365);

    private final CaseExecutions executions;
    private final Lineage lineage;
    private final Story story;

    Tasks(CaseExecutions executions, Lineage lineage, Story story) {
        this.executions = executions;
        this.lineage = lineage;
        this.story = story;
    }

    CaseExecutions executions() {
        return executions;
    }

    Lineage lineage() {
        return lineage;
    }

    Story story() {
        return story;
    }

    @Override
    public TaskResult run(TaskCall call) throws TaskFailure {
        story.calls(call);
        var state = new MockedState(lineage.last().name(), call.state().name());
        var position = executions.sent().add(state, call);
        executions.meetFault(state, position, call);
        var mocked = executions.mocks().answer(state, call);
        if (mocked.isEmpty()) {
            return runForReal(call);
        }
        story.mocked(call.state(), mocked.get());
        return mocked.get().response() instanceof Mock.File file
                ? items(call, file)
                : result(mocked.get().response());
    }

    private TaskResult items(TaskCall reader, Mock.File file) throws TaskFailure {
        var config = new Fields(reader.state().json())
                .object("ItemReader")
                .flatMap(json -> new Fields(json).object("ReaderConfig"))
                .orElseGet(JsonObject::new);
        try {
            return new TaskResult(new Dataset(config, file.path()).items(), Duration.ZERO);
        } catch (UnreadableDatasetException e) {
            var name = file.path().getFileName();
            throw new TaskFailure("States.ItemReaderFailed", "%s: %s".formatted(name, e.getMessage()), Duration.ZERO);
        } catch (UnsupportedDatasetException e) {
            throw new CannotRunException("%s: mocks.%s has a File, but %s"
                    .formatted(executions.given().file(), reader.state().name(), e.getMessage()));
        }
    }

    @Override
    public Optional<TaskResult> runMap(State map) throws TaskFailure {
        var mocked = executions.mocks().answerMap(new MockedState(lineage.last().name(), map.name()));
        if (mocked.isEmpty()) {
            return Optional.empty();
        }
        story.mocked(map, mocked.get());
        return Optional.of(result(mocked.get().response()));
    }

    private static TaskResult result(Mock.Response response) throws TaskFailure {
        if (response instanceof Mock.Whole whole) {
            return result(whole.response());
        }
        if (response instanceof Mock.Throw thrown) {
            throw new TaskFailure(thrown.error(), thrown.cause(), Duration.ZERO);
        }
        return response instanceof Mock.Return returned
                ? new TaskResult(returned.result(), Duration.ZERO)
                : new TaskResult(JsonNull.INSTANCE, NEVER);
    }

    @Override
    public void retries(State state, int retrier) {
        executions.addRetry(new CaseExecutions.Retried(lineage.last().name(), state, retrier));
    }

    private TaskResult runForReal(TaskCall call) throws TaskFailure {
        var start = ExecutionStart.by(call.state());
        if (start.isPresent()) {
            return StartedExecution.of(this, call, start.get()).run();
        }
        if (Called.function(call.state()).isEmpty()) {
            throw withoutMock(call);
        }
        return runFunction(call);
    }

    /** A call that this machine cannot make needs no mock if the case's path leaves it out; and the check does not know which states a child enters. */
    private CannotRunException withoutMock(TaskCall call) {
        if (executions.hasFault()) {
            return new CannotRunException("%s has no mock"
                    .formatted(
                            new MockedState(lineage.last().name(), call.state().name()).nameIn(executions.given())));
        }
        return lineage.isOfChild()
                ? new CannotRunException("%s: %s"
                        .formatted(
                                executions.given().file(),
                                MissingMocks.of(executions, lineage.last()).message()))
                : new CannotRunException(
                        "%s: path leaves out the state %s, but the execution gets there; mock it or fix the path"
                                .formatted(
                                        executions.given().file(), call.state().name()));
    }

    private TaskResult runFunction(TaskCall call) throws TaskFailure {
        return call.state().resource().orElse(null) instanceof Resource.Function
                ? runFunctionOfItsArn(call)
                : runFunctionOfInvoke(call);
    }

    /** The Task's Resource is the function's ARN: its result is what the function returns, its cause what Lambda sends. */
    private TaskResult runFunctionOfItsArn(TaskCall call) throws TaskFailure {
        var invocation = invoke(call, function(call, call.resource()), call.resource(), call.arguments());
        return new TaskResult(payload(invocation, error -> error), invocation.took());
    }

    /** The Task's Resource is the integration lambda:invoke: its result is Lambda's answer, which holds what the function returns. */
    private TaskResult runFunctionOfInvoke(TaskCall call) throws TaskFailure {
        var arguments = new Fields(call.arguments().getAsJsonObject());
        var qualified = qualifiedName(arguments);
        var function = function(call, qualified);
        var invocation = invoke(call, function, qualified, event(arguments));
        var payload = payload(invocation, Tasks::compact);
        return new TaskResult(invokeResult(function, qualified, payload), invocation.took());
    }

    private static String qualifiedName(Fields arguments) {
        var name = arguments.text("FunctionName").orElse("");
        return arguments
                .text("Qualifier")
                .map(qualifier -> name + ":" + qualifier)
                .orElse(name);
    }

    private LambdaFunction function(TaskCall call, String nameOrArn) {
        return executions
                .stack()
                .function(nameOrArn)
                .orElseThrow(() -> new CannotRunException(
                        "the state %s calls the function %s, which the stack does not declare; mock the state"
                                .formatted(call.state().name(), nameOrArn)));
    }

    /** Lambda parses what it is sent: a text as Payload goes as it is, and nothing as an empty object. */
    private static JsonElement event(Fields arguments) throws TaskFailure {
        var text = arguments.text("Payload");
        if (text.isEmpty()) {
            return arguments.get("Payload").filter(value -> !value.isJsonNull()).orElseGet(JsonObject::new);
        }
        try {
            return StrictJson.parse(text.get());
        } catch (InvalidJsonException e) {
            throw new TaskFailure(
                    "Lambda.InvalidRequestContentException",
                    "Could not parse request body into json: " + text.get(),
                    Duration.ZERO);
        }
    }

    private Invocation invoke(TaskCall call, LambdaFunction function, String nameOrArn, JsonElement event) {
        var arn = function.invokedArn(nameOrArn).orElseThrow();
        var request = new InvokeRequest(function, arn, event, call.timeout());
        return executions.invocations().invoke(request, line -> story.logs(call.state(), line));
    }

    /** @param cause makes what the state sees of the error that Lambda sends */
    private static JsonElement payload(Invocation invocation, UnaryOperator<String> cause) throws TaskFailure {
        if (invocation.payload().isPresent()) {
            return invocation.payload().get();
        }
        var error = invocation.error().orElseThrow();
        throw new TaskFailure(invocation.errorType(), cause.apply(error), invocation.took());
    }

    private static String compact(String json) {
        return StrictJson.parse(json).toString();
    }

    /** https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html */
    private static JsonObject invokeResult(LambdaFunction function, String nameOrArn, JsonElement payload) {
        var http = new JsonObject();
        http.addProperty("HttpStatusCode", OK);
        var response = new JsonObject();
        response.addProperty("RequestId", UUID.randomUUID().toString());
        var result = new JsonObject();
        var arn = function.invokedArn(nameOrArn).orElseThrow();
        result.addProperty("ExecutedVersion", function.invokedVersion(arn));
        result.add("Payload", payload);
        result.add("SdkHttpMetadata", http);
        result.add("SdkResponseMetadata", response);
        result.addProperty("StatusCode", OK);
        return result;
    }
}
