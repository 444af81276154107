package stepfunction.grants;

import java.util.ArrayList;
import java.util.List;
import stepfunction.asl.Findings;
import stepfunction.binding.BoundWorkflow;
import stepfunction.grants.Grant.GrantedResource;
import stepfunction.plan.ArnForm;
import stepfunction.plan.Permission;
import stepfunction.plan.Value;

/** What the state machine's role allows, as it follows from the definition and from the plan's {@code allow}. */
public final class WorkflowGrants {

    /** https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html */
    private static final List<String> MANAGING_RULES =
            List.of("events:PutTargets", "events:PutRule", "events:DescribeRule");

    private WorkflowGrants() {}

    /**
     * The statements of the role's policy.
     *
     * @param findings take what a Task needs and does not follow
     */
    public static List<Grant> of(BoundWorkflow workflow, Findings findings) {
        var plan = workflow.plan();
        var needs = needs(workflow, findings);
        var others = new ArrayList<Permission>();
        for (var permission : workflow.spec().permissions()) {
            var function = permission.resource().placeholder().flatMap(plan::functionOf);
            // An action on one of the plan's functions is like a Task's: the function's versions count too.
            if (function.isPresent()) {
                needs.call(Subject.function(permission.resource()), permission.actions());
            } else {
                others.add(permission);
            }
        }
        var grants = new ArrayList<Grant>();
        grants.addAll(new CallGrants(needs, plan).grants());
        grants.addAll(ChildExecutionGrants.of(workflow));
        grants.addAll(managingRules(needs.managedRules()));
        grants.addAll(PermissionGrants.of(others));
        return Sids.distinct(grants);
    }

    private static Needs needs(BoundWorkflow workflow, Findings findings) {
        var needs = new Needs(workflow.plan());
        var unmet = new Findings();
        for (var call : workflow.calls()) {
            new CallNeeds(call, workflow, needs, unmet).gather();
        }
        findings.addAbout(workflow.spec().file(), unmet);
        return needs;
    }

    private static List<Grant> managingRules(List<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        var rules = new ArrayList<GrantedResource>();
        for (var name : names) {
            rules.add(new GrantedResource(ArnForm.RULE, List.of(new Value.Text(name)), ""));
        }
        return List.of(new Grant("ManageRules", MANAGING_RULES, rules, List.of()));
    }
}
