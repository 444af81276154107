package stepfunction.check;

import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import stepfunction.asl.Definition;
import stepfunction.asl.Fields;
import stepfunction.asl.Findings;
import stepfunction.asl.Placeholder;
import stepfunction.asl.Resource;
import stepfunction.asl.State;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Plan;

/**
 * Whether the Tasks wait for the plan's own functions as long as these may run.
 *
 * @param rendered the definition, with the plan's timeouts in place of their placeholders
 */
record TaskTimeoutCheck(Definition rendered, Plan plan, Findings findings) {

    private static final Set<String> LAMBDA_CALLS = Set.of("lambda:invoke", "aws-sdk:lambda:invoke");

    void check() {
        var tooShort = new ArrayList<String>();
        for (var task : rendered.states()) {
            var function = calledFunction(task);
            if (function.isPresent() && !outlasts(task, function.get())) {
                tooShort.add(
                        "%s (use ${%s})".formatted(task.name(), function.get().timeoutPlaceholder()));
            }
        }
        if (!tooShort.isEmpty()) {
            findings.warning(
                    "TimeoutSeconds is not above the timeout of the called function, so its answer may come too late, in %s"
                            .formatted(String.join(", ", tooShort)));
        }
    }

    /** A timeout that is not known before the execution counts as long enough. */
    private static boolean outlasts(State task, FunctionSpec function) {
        var timeout = task.timeoutSeconds();
        return timeout.isEmpty() || timeout.get() > function.size().timeout().toSeconds();
    }

    /** The function whose answer a Task waits for. */
    private Optional<FunctionSpec> calledFunction(State task) {
        return calledArn(task).flatMap(Placeholder::parse).flatMap(arn -> plan.functionOf(arn.name()));
    }

    private static Optional<String> calledArn(State task) {
        if (task.resource().isEmpty()) {
            return Optional.empty();
        }
        var resource = task.resource().get();
        if (resource instanceof Resource.Function function) {
            return Optional.of(function.arn());
        }
        if (resource instanceof Resource.Integration called
                && LAMBDA_CALLS.contains(called.key())
                && called.pattern() == Resource.Pattern.REQUEST_RESPONSE) {
            return task.arguments().flatMap(arguments -> new Fields(arguments).text("FunctionName"));
        }
        return Optional.empty();
    }
}
