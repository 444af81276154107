package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import stepfunction.asl.ExecutionRequest;
import stepfunction.asl.ExecutionResult.Status;
import stepfunction.asl.Fields;
import stepfunction.asl.HistoryEvent;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.MachineType;
import stepfunction.asl.StrictJson;
import stepfunction.asl.TaskCall;
import stepfunction.asl.TaskFailure;
import stepfunction.asl.TaskResult;
import stepfunction.lambda.CannotRunException;
import stepfunction.local.ExecutionStart.StartMode;

/**
 * An execution that a Task starts: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html.
 *
 * @param parent the Tasks of the execution that starts it
 */
record StartedExecution(Tasks parent, TaskCall call, StartMode mode, DeployedWorkflow workflow, Fields arguments) {

    private static final Pattern NAME = Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]{1,80}");

    /** @throws CannotRunException where the Task starts an execution of something that is not a workflow of the plan */
    static StartedExecution of(Tasks parent, TaskCall call, ExecutionStart start) {
        var arguments = new Fields(call.arguments() instanceof JsonObject object ? object : new JsonObject());
        var arn = arguments.text("StateMachineArn").orElse("");
        var workflow = parent.executions()
                .stack()
                .startedBy(arn)
                .orElseThrow(() -> new CannotRunException(
                        "the state %s starts an execution of %s, which is not a workflow of the plan; mock the state"
                                .formatted(call.state().name(), arn.isEmpty() ? "no state machine" : arn)));
        return new StartedExecution(parent, call, start.mode(), workflow, arguments);
    }

    /** @throws TaskFailure where Step Functions refuses to start it, or where the Task waits for it and it fails */
    TaskResult run() throws TaskFailure {
        requireType();
        var input = arguments
                .get("Input")
                .filter(value -> !value.isJsonNull())
                .map(value -> arguments.text("Input").orElse(value.toString()))
                .orElse("{}");
        var request = new ExecutionRequest(
                parsed(input), name(), call.time(), workflow.arn(), workflow.roleArn(), workflow.type());
        var answer =
                new ExecutionAnswer(request, arguments.text("StateMachineArn").orElseThrow(), input);
        var earlier = parent.executions().named(answer);
        return earlier.isPresent() ? again(earlier.get(), answer) : started(answer);
    }

    /** An execution is waited for in one way if it is STANDARD, and in another if it is EXPRESS. */
    private void requireType() throws TaskFailure {
        if (mode == StartMode.SDK_START_SYNC && workflow.type() == MachineType.STANDARD) {
            throw refusal(
                    "StateMachineTypeNotSupported",
                    "This operation is not supported by this type of state machine; %s is STANDARD: use startExecution.sync:2"
                            .formatted(workflow.title()));
        }
        if (mode.waits() && workflow.type() == MachineType.EXPRESS) {
            throw new CannotRunException(
                    "the state %s waits for an execution of %s, which is EXPRESS, and Step Functions cannot wait for that; call it with %s"
                            .formatted(
                                    call.state().name(),
                                    workflow.title(),
                                    "arn:aws:states:::aws-sdk:sfn:startSyncExecution"));
        }
    }

    private JsonElement parsed(String input) throws TaskFailure {
        try {
            return StrictJson.parse(input);
        } catch (InvalidJsonException e) {
            throw refusal("InvalidExecutionInput", "Invalid State Machine Execution Input: '%s'".formatted(input));
        }
    }

    private String name() throws TaskFailure {
        var name = arguments.text("Name");
        if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
            throw refusal("InvalidName", "Invalid Name: '%s'".formatted(name.get()));
        }
        return name.orElseGet(() -> UUID.randomUUID().toString());
    }

    /** Of a name that was used before: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html. */
    private TaskResult again(CaseExecutions.Named earlier, ExecutionAnswer answer) throws TaskFailure {
        if (earlier.hasEnded() || !earlier.answer().input().equals(answer.input())) {
            throw refusal(
                    "ExecutionAlreadyExists",
                    "Execution Already Exists: '%s'".formatted(answer.request().executionArn()));
        }
        if (mode.waits()) {
            throw new CannotRunException(
                    "the state %s waits for the execution %s, which another Task has started; mock the state, or give it another Name"
                            .formatted(call.state().name(), answer.request().name()));
        }
        return new TaskResult(startedAnswer(earlier.answer()), Duration.ZERO);
    }

    private JsonObject startedAnswer(ExecutionAnswer answer) {
        return mode.isSdk() ? answer.startedBySdk() : answer.started();
    }

    private TaskResult started(ExecutionAnswer answer) throws TaskFailure {
        var executions = parent.executions();
        var lineage = parent.lineage().with(workflow);
        var caller = parent.lineage().last().name();
        executions.count(lineage, new MockedState(caller, call.state().name()));
        executions.add(answer);
        var childStory = parent.story().ofChild(call.state(), workflow.name());
        var tasks = new Tasks(executions, lineage, childStory);
        Consumer<HistoryEvent> listener = event -> {
            executions.addOfChild(workflow, answer, event);
            childStory.happens(event);
        };
        if (!mode.waits() && mode != StartMode.SDK_START_SYNC) {
            workflow.interpreter().startBeside(call.site(), answer.request(), tasks, listener);
            return new TaskResult(startedAnswer(answer), Duration.ZERO);
        }
        if (mode.waits()) {
            call.site().submitted(answer.started());
        }
        var result = workflow.interpreter().runWithin(call.site(), answer.request(), tasks, listener);
        var took = answer.took(result);
        if (mode == StartMode.SDK_START_SYNC) {
            return new TaskResult(answer.endedSynchronously(result), took);
        }
        var ended = answer.ended(result, mode == StartMode.START_AND_WAIT_FOR_JSON);
        if (result.status() != Status.SUCCEEDED) {
            throw new TaskFailure("States.TaskFailed", ended.toString(), took);
        }
        return new TaskResult(ended, took);
    }

    /** An error of the API, as the integration names it. */
    private TaskFailure refusal(String code, String message) {
        var requestId = UUID.randomUUID();
        return mode.isSdk()
                ? new TaskFailure(
                        "Sfn.%sException".formatted(code),
                        "%s (Service: Sfn, Status Code: 400, Request ID: %s)".formatted(message, requestId),
                        Duration.ZERO)
                : new TaskFailure(
                        "StepFunctions.%sException".formatted(code),
                        "%s (Service: AWSStepFunctions; Status Code: 400; Error Code: %s; Request ID: %s; Proxy: null)"
                                .formatted(message, code, requestId),
                        Duration.ZERO);
    }
}
