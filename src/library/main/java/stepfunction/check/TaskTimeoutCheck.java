package stepfunction.check;

import java.util.List;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.State;
import stepfunction.binding.BoundWorkflow;
import stepfunction.plan.FunctionSpec;

/** Whether the Tasks wait for the plan's own functions as long as these may run. */
final class TaskTimeoutCheck {

    private final BoundWorkflow workflow;
    private final Findings findings = new Findings();

    private TaskTimeoutCheck(BoundWorkflow workflow) {
        this.workflow = workflow;
    }

    /** The findings, each once. */
    static List<Finding> check(BoundWorkflow workflow) {
        var check = new TaskTimeoutCheck(workflow);
        check.all();
        return check.findings.all();
    }

    private void all() {
        for (var call : workflow.calls()) {
            var function = call.function();
            if (function.isPresent() && call.waitsForFunction() && !outlasts(call.state(), function.get())) {
                isTooShort(call.state(), function.get());
            }
        }
    }

    private void isTooShort(State task, FunctionSpec function) {
        findings.warning(
                Code.SHORT_TIMEOUT,
                task.name(),
                "TimeoutSeconds of %s is not above the timeout of %s, so the answer may come too late; use ${%s}"
                        .formatted(task.name(), function.name(), function.timeoutPlaceholder()));
    }

    /** A timeout that is not known before the execution counts as long enough. */
    private static boolean outlasts(State task, FunctionSpec function) {
        var timeout = task.timeoutSeconds();
        return timeout.isEmpty() || timeout.get() > function.size().timeout().toSeconds();
    }
}
