package stepfunction.grants;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import stepfunction.apis.ArnTemplate;
import stepfunction.asl.Finding;
import stepfunction.binding.BoundWorkflow;
import stepfunction.plan.Permission;

/**
 * The permissions of a state machine's role, as they follow from the definition and from the plan's {@code allow}.
 *
 * @param grants the statements of the role's policy
 * @param findings what a Task needs and does not follow; each message begins with the file's name
 */
public record WorkflowGrants(List<Grant> grants, List<Finding> findings) {

    /** https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html */
    private static final List<String> MANAGING_RULES =
            List.of("events:PutTargets", "events:PutRule", "events:DescribeRule");

    public WorkflowGrants {
        grants = List.copyOf(grants);
        findings = List.copyOf(findings);
    }

    /** Derives them. */
    public static WorkflowGrants of(BoundWorkflow workflow) {
        var derived = derived(workflow);
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
        needs.addAll(KeyUse.needs(allowed(needs, workflow), workflow.plan()));
        var grants = new ArrayList<Grant>();
        grants.addAll(new CallGrants(defined(needs, workflow), workflow.plan()).grants());
        grants.addAll(ChildExecutionGrants.of(workflow));
        grants.addAll(managingRules(derived.managedRules()));
        grants.addAll(PermissionGrants.of(others));
        var findings = Stream.concat(derived.findings().stream(), PolicySize.finding(grants).stream())
                .map(finding -> finding.about(workflow.spec().file()))
                .distinct()
                .toList();
        return new WorkflowGrants(Sids.distinct(grants), findings);
    }

    private static Derived derived(BoundWorkflow workflow) {
        return Derived.all(workflow.calls().stream()
                .map(call -> new CallNeeds(call, workflow).derived())
                .toList());
    }

    /** All that the role may do. */
    private static Stream<KeyUse.Allowed> allowed(List<Need> needs, BoundWorkflow workflow) {
        return Stream.concat(
                needs.stream()
                        .map(need -> new KeyUse.Allowed(
                                need.actions(), need.subject().placeholders())),
                workflow.spec().permissions().stream()
                        .map(permission -> new KeyUse.Allowed(
                                permission.actions(), permission.resource().placeholders())));
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
        var defined = Set.copyOf(workflow.plan().placeholders());
        return needs.stream()
                .filter(need -> defined.containsAll(need.subject().placeholders()))
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
