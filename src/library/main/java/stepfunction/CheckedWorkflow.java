package stepfunction;

import java.time.Instant;
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
import stepfunction.history.StackHistory;

/**
 * A workflow of a plan that has passed all checks.
 *
 * @param former the same with each definition that has been replaced, and whose permissions are kept
 * @param next what its state machine is deployed with
 * @param grants what its state machine's role allows
 */
public record CheckedWorkflow(
        BoundWorkflow bound, List<FormerWorkflow> former, NextDefinition next, List<Grant> grants) {

    public CheckedWorkflow {
        former = List.copyOf(former);
        grants = List.copyOf(grants);
    }

    /**
     * A workflow with the permissions that follow from it, and from the definitions before.
     *
     * @param now the time of the deployment
     */
    static CheckedWorkflow of(BoundWorkflow bound, StackHistory history, Instant now, Findings findings) {
        var former = history.former(bound, now);
        var replaced = former.stream().map(FormerWorkflow::replaced).toList();
        var next = NextDefinition.of(bound, replaced, history.firstVersionOf(bound));
        return of(bound, former, next, findings);
    }

    private static CheckedWorkflow of(
            BoundWorkflow bound, List<FormerWorkflow> former, NextDefinition next, Findings findings) {
        var derived = WorkflowGrants.of(bound);
        findings.addAll(derived.findings());
        return new CheckedWorkflow(bound, former, next, KeptGrants.with(derived.grants(), former));
    }

    /** The same, without permission to invoke the targets that have turned out to be activities, whose workers ask for the Tasks. */
    CheckedWorkflow knowing(DeclaredTargets targets, Findings findings) {
        var present = withoutActivities(bound, targets, findings);
        var knownFormer = former.stream()
                .map(each ->
                        new FormerWorkflow(each.replaced(), withoutActivities(each.bound(), targets, new Findings())))
                .toList();
        return of(present, knownFormer, next, findings);
    }

    private static BoundWorkflow withoutActivities(BoundWorkflow workflow, DeclaredTargets targets, Findings findings) {
        return workflow.withActivities(TaskResources.activities(workflow, targets, findings));
    }
}
