package stepfunction;

import java.util.List;
import stepfunction.asl.Findings;
import stepfunction.aws.DeclaredTargets;
import stepfunction.aws.TaskResources;
import stepfunction.binding.BoundWorkflow;
import stepfunction.grants.Grant;
import stepfunction.grants.KeptGrants;
import stepfunction.grants.WorkflowGrants;
import stepfunction.history.FormerWorkflow;
import stepfunction.history.NextDefinition;

/**
 * A workflow of a plan that has passed all checks.
 *
 * @param former the same with each definition that has been replaced, and whose permissions are kept
 * @param grants what its state machine's role allows
 */
public record CheckedWorkflow(BoundWorkflow bound, List<FormerWorkflow> former, List<Grant> grants) {

    public CheckedWorkflow {
        former = List.copyOf(former);
        grants = List.copyOf(grants);
    }

    /**
     * A workflow with the permissions that follow from it.
     *
     * @param former the same with each definition that has been replaced, and whose permissions are kept
     */
    static CheckedWorkflow of(BoundWorkflow bound, List<FormerWorkflow> former, Findings findings) {
        var derived = WorkflowGrants.of(bound);
        findings.addAll(derived.findings());
        return new CheckedWorkflow(bound, former, KeptGrants.with(derived.grants(), former));
    }

    /** The same, without permission to invoke the targets that have turned out to be activities, whose workers ask for the Tasks. */
    CheckedWorkflow knowing(DeclaredTargets targets, Findings findings) {
        var present = withoutActivities(bound, targets, findings);
        var knownFormer = former.stream()
                .map(each ->
                        new FormerWorkflow(each.replaced(), withoutActivities(each.bound(), targets, new Findings())))
                .toList();
        return of(present, knownFormer, findings);
    }

    private static BoundWorkflow withoutActivities(BoundWorkflow workflow, DeclaredTargets targets, Findings findings) {
        return workflow.withActivities(TaskResources.activities(workflow, targets, findings));
    }

    /** What its state machine is deployed with. */
    public NextDefinition next() {
        return NextDefinition.of(
                bound, former.stream().map(FormerWorkflow::replaced).toList());
    }
}
