package stepfunction.check;

import java.util.List;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Resource;
import stepfunction.binding.BoundWorkflow;
import stepfunction.binding.Call;
import stepfunction.binding.Callee;
import stepfunction.plan.WorkflowSpec;

/**
 * Whether the workflows of the plan that Tasks start are of the type that the API needs:
 * https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html.
 */
final class CalledWorkflowCheck {

    private static final String START_SYNC = "aws-sdk:sfn:startSyncExecution";

    private final Findings findings = new Findings();

    private CalledWorkflowCheck() {}

    /** An error for a call that always fails, a warning for one that AWS is not known to support. */
    static List<Finding> check(BoundWorkflow workflow) {
        var check = new CalledWorkflowCheck();
        for (var call : workflow.calls()) {
            if (call.resource() instanceof Resource.Integration called
                    && call.callee().orElse(null) instanceof Callee.PlanWorkflow started) {
                check.typeFits(call, called, started.workflow());
            }
        }
        return check.findings.all();
    }

    private void typeFits(Call call, Resource.Integration called, WorkflowSpec started) {
        var isExpress = started.settings().isExpress();
        if (called.key().equals(START_SYNC) && !isExpress) {
            findings.error(
                    "%s calls %s, which starts EXPRESS workflows only, but %s is STANDARD; call states:startExecution.sync:2"
                            .formatted(call.state().name(), called.key(), started.title()));
        }
        if (called.pattern().waitsForJob() && isExpress) {
            findings.warning(
                    Code.UNPOLLED_EXECUTION,
                    call.state().name(),
                    "%s waits with %s for %s, which is EXPRESS and cannot be polled; call %s"
                            .formatted(call.state().name(), called.pattern().suffix(), started.title(), START_SYNC));
        }
    }
}
