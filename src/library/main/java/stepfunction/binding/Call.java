package stepfunction.binding;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import stepfunction.asl.Resource;
import stepfunction.asl.Resource.Pattern;
import stepfunction.asl.State;
import stepfunction.plan.FunctionSpec;

/**
 * A request that a state makes, with the meaning of its names.
 *
 * @param requester of the state that makes it
 * @param resource the API, or the kind of resource
 * @param callee the function, the activity or the state machine that is called; absent for other APIs, whose arguments name resources
 * @param arguments empty for a function that the Resource names, whose arguments are its event
 * @param credentials of the role that the call is made with, if it is another than the workflow's own
 */
public record Call(
        State state,
        Requester requester,
        Resource resource,
        Optional<Callee> callee,
        Arguments arguments,
        Optional<Arguments> credentials) {

    /** A part of a state that makes requests. */
    public enum Requester {
        TASK,
        /** Of a distributed Map. */
        ITEM_READER,
        /** Of a distributed Map. */
        RESULT_WRITER
    }

    /** The member that names a function or a state machine. */
    private static final Map<String, String> CALLEES = Map.of(
            "lambda:invoke", "FunctionName",
            "aws-sdk:lambda:invoke", "FunctionName",
            "states:startExecution", "StateMachineArn",
            "aws-sdk:sfn:startExecution", "StateMachineArn",
            "aws-sdk:sfn:startSyncExecution", "StateMachineArn");

    /**
     * The requests of a state of a definition as it is deployed, without placeholders: each name in it is an ARN, a URL or a name of AWS,
     * or is known only to an execution.
     */
    public static List<Call> deployed(State state) {
        return new Calls(DeployedNames.NAMES).by(state);
    }

    /** The callee of an integration. */
    static Optional<Callee> calleeOf(Resource.Integration called, Arguments arguments) {
        return Optional.ofNullable(CALLEES.get(called.key()))
                .flatMap(member -> arguments.at(List.of(member)).stream().findFirst());
    }

    Call withActivities(Set<String> activities) {
        var isActivity = resource instanceof Resource.Reference
                && callee.orElse(null) instanceof Callee.PlanTarget named
                && activities.contains(named.target().name());
        return isActivity
                ? new Call(state, requester, new Resource.Activity(resource.text()), callee, arguments, credentials)
                : this;
    }

    /** The function of the plan that it invokes. */
    public Optional<FunctionSpec> function() {
        return callee.orElse(null) instanceof Callee.PlanFunction own ? Optional.of(own.function()) : Optional.empty();
    }

    /**
     * Whether the state goes on with the answer of a function: not where the invocation is asynchronous or a dry run, where a task token
     * is waited for, or where only an execution knows.
     */
    public boolean waitsForFunction() {
        if (resource instanceof Resource.Integration called) {
            return called.isLambdaInvoke()
                    && called.pattern() == Pattern.REQUEST_RESPONSE
                    && isSynchronous(arguments.at(List.of("InvocationType")));
        }
        return !(resource instanceof Resource.Activity);
    }

    /** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html: RequestResponse is the default. */
    private boolean isSynchronous(List<Callee> invocationType) {
        return invocationType.isEmpty()
                || arguments
                        .text("InvocationType")
                        .filter("RequestResponse"::equals)
                        .isPresent();
    }
}
