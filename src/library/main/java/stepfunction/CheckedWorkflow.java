package stepfunction;

import java.util.List;
import stepfunction.asl.Findings;
import stepfunction.aws.DeclaredTargets;
import stepfunction.aws.TaskResources;
import stepfunction.binding.BoundWorkflow;
import stepfunction.grants.Grant;
import stepfunction.grants.WorkflowGrants;

/**
 * A workflow of a plan that has passed all checks.
 *
 * @param grants what its state machine's role allows
 */
public record CheckedWorkflow(BoundWorkflow bound, List<Grant> grants) {

    public CheckedWorkflow {
        grants = List.copyOf(grants);
    }

    /** A workflow with the permissions that follow from it. */
    static CheckedWorkflow of(BoundWorkflow bound, Findings findings) {
        var derived = WorkflowGrants.of(bound);
        findings.addAll(derived.findings());
        return new CheckedWorkflow(bound, derived.grants());
    }

    /** The same, without permission to invoke the targets that have turned out to be activities, whose workers ask for the Tasks. */
    CheckedWorkflow knowing(DeclaredTargets targets, Findings findings) {
        var activities = TaskResources.activities(bound, targets, findings);
        return activities.isEmpty() ? this : of(bound.withActivities(activities), findings);
    }
}
