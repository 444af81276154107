package stepfunction.grants;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import stepfunction.apis.ArnTemplate;
import stepfunction.asl.Findings;
import stepfunction.binding.BoundWorkflow;
import stepfunction.plan.Permission;

/** The permissions of a state machine's role, as they follow from the definition and from the plan's {@code allow}. */
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
        var derived = derived(workflow);
        derived.findings()
                .forEach(finding -> findings.add(finding.about(workflow.spec().file())));
        var needs = new ArrayList<>(derived.needs());
        var others = new ArrayList<Permission>();
        for (var permission : workflow.spec().permissions()) {
            // An action on one of the plan's functions is like a Task's: the function's versions count too.
            if (isOnFunction(permission, workflow)) {
                var function = GrantedResource.of(permission.resource());
                permission.actions().forEach(action -> needs.add(Need.of(action, function)));
            } else {
                others.add(permission);
            }
        }
        var grants = new ArrayList<Grant>();
        grants.addAll(new CallGrants(defined(needs, workflow), workflow.plan()).grants());
        grants.addAll(ChildExecutionGrants.of(workflow));
        grants.addAll(managingRules(derived.managedRules()));
        grants.addAll(PermissionGrants.of(others));
        return Sids.distinct(grants);
    }

    private static Derived derived(BoundWorkflow workflow) {
        var derived = Derived.NOTHING;
        for (var call : workflow.calls()) {
            derived = derived.and(new CallNeeds(call, workflow).derived());
        }
        return derived;
    }

    private static boolean isOnFunction(Permission permission, BoundWorkflow workflow) {
        return permission.within().isEmpty()
                && permission
                        .resource()
                        .placeholder()
                        .flatMap(workflow.plan()::functionOf)
                        .isPresent();
    }

    /** An undefined placeholder has been reported, and allows nothing. */
    private static List<Need> defined(List<Need> needs, BoundWorkflow workflow) {
        return needs.stream()
                .filter(need -> need.subject().placeholders().stream().allMatch(workflow.plan()::defines))
                .toList();
    }

    /** In alphabetical order, each once. */
    private static List<Grant> managingRules(List<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        var rules = new ArrayList<GrantedResource>();
        for (var name : new TreeSet<>(names)) {
            rules.add(new GrantedResource(ArnTemplate.parse(":rule/" + name, "events"), Map.of(), ""));
        }
        return List.of(new Grant("ManageRules", MANAGING_RULES, rules, List.of()));
    }
}
