package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import stepfunction.asl.Fields;
import stepfunction.asl.Resource;
import stepfunction.asl.TaskCall;
import stepfunction.asl.TaskFailure;
import stepfunction.asl.TaskResult;
import stepfunction.asl.TaskRunner;
import stepfunction.local.LambdaRuntime.Invocation;

/** Does what the Tasks of one execution call: answers from the case's mocks, or runs a handler. */
final class Tasks implements TaskRunner {

    private final DeployedWorkflow workflow;
    private final Case given;
    private final Supplier<LambdaRuntime> lambda;
    private final Story story;
    private final Map<String, Integer> callsByState = new HashMap<>();

    /** @param lambda asked for at the first call of a function */
    Tasks(DeployedWorkflow workflow, Case given, Supplier<LambdaRuntime> lambda, Story story) {
        this.workflow = workflow;
        this.given = given;
        this.lambda = lambda;
        this.story = story;
    }

    @Override
    public TaskResult run(TaskCall call) throws TaskFailure {
        story.calls(call);
        var state = call.state().name();
        var mock = Optional.ofNullable(given.mocks().get(state));
        if (mock.isEmpty()) {
            return runFunction(call);
        }
        var number = callsByState.merge(state, 1, Integer::sum) - 1;
        var response = mock.get().response(number).orElseThrow(() -> beyondTheLast(state, mock.get()));
        story.mocked(call.state(), number, response);
        if (response instanceof Mock.Throw thrown) {
            throw new TaskFailure(thrown.error(), thrown.cause(), Duration.ZERO);
        }
        return new TaskResult(((Mock.Return) response).result(), Duration.ZERO);
    }

    private CannotRunException beyondTheLast(String state, Mock mock) {
        return new CannotRunException("%s: mocks.%s answers %d calls, but the state calls once more; add \"%d\""
                .formatted(given.file(), state, mock.calls(), mock.calls()));
    }

    private TaskResult runFunction(TaskCall call) throws TaskFailure {
        if (call.state().resource().orElse(null) instanceof Resource.Function) {
            var invocation = invoke(call, call.resource(), call.arguments());
            return new TaskResult(payload(invocation), invocation.took());
        }
        var arguments = new Fields(call.arguments().getAsJsonObject());
        var name = arguments.text("FunctionName").orElse("");
        var qualified = arguments
                .text("Qualifier")
                .map(qualifier -> name + ":" + qualifier)
                .orElse(name);
        var invocation = invoke(call, qualified, event(arguments));
        return new TaskResult(invokeResult(qualified, payload(invocation)), invocation.took());
    }

    /** Lambda parses what it is sent: a text as Payload goes as it is, and nothing as an empty object. */
    private static JsonElement event(Fields arguments) {
        var payload =
                arguments.get("Payload").filter(given -> !given.isJsonNull()).orElseGet(JsonObject::new);
        return arguments.text("Payload").map(JsonParser::parseString).orElse(payload);
    }

    private Invocation invoke(TaskCall call, String nameOrArn, JsonElement event) {
        var function = workflow.function(nameOrArn).orElseThrow(() -> unknownFunction(call, nameOrArn));
        var arn = function.invokedArn(nameOrArn).orElseThrow();
        return lambda.get().invoke(function, arn, event, call.timeout(), line -> story.logs(call.state(), line));
    }

    private CannotRunException unknownFunction(TaskCall call, String nameOrArn) {
        return new CannotRunException(
                "the state %s calls the function %s, which the stack does not declare; mock the state"
                        .formatted(call.state().name(), nameOrArn));
    }

    private static JsonElement payload(Invocation invocation) throws TaskFailure {
        if (invocation.payload().isPresent()) {
            return invocation.payload().get();
        }
        throw new TaskFailure(invocation.errorType(), invocation.error().orElseThrow(), invocation.took());
    }

    /** https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html */
    private JsonObject invokeResult(String nameOrArn, JsonElement payload) {
        var function = workflow.function(nameOrArn).orElseThrow();
        var result = new JsonObject();
        result.addProperty(
                "ExecutedVersion",
                function.invokedVersion(function.invokedArn(nameOrArn).orElseThrow()));
        result.add("Payload", payload);
        result.addProperty("StatusCode", 200);
        return result;
    }
}
