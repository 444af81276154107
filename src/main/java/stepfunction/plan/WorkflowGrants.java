package stepfunction.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import stepfunction.asl.Definition;
import stepfunction.asl.State;
import stepfunction.plan.Grant.GrantedResource;
import stepfunction.plan.TaskNeeds.Call;
import stepfunction.plan.TaskNeeds.ManagedRule;
import stepfunction.plan.TaskNeeds.Need;

/**
 * What the state machine's role allows, as it follows from the definition and from the plan's {@code allow}.
 *
 * @param grants a statement a resource and form of its ARN, functions and targets in the order of the plan
 * @param violations what a Task needs and does not follow
 */
public record WorkflowGrants(List<Grant> grants, List<String> violations) {

    /** https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html */
    private static final List<String> MANAGING_RULES =
            List.of("events:PutTargets", "events:PutRule", "events:DescribeRule");

    /** Of a Map without a label, to which Step Functions gives one. */
    private static final String EVERY_LABEL = "*";

    public static WorkflowGrants of(Definition definition, Plan plan) {
        var needs = definition.states().stream()
                .flatMap(state -> TaskNeeds.of(plan, state))
                .toList();
        var violations = needs.stream()
                .flatMap(need -> TaskNeeds.violation(need).stream())
                .distinct()
                .toList();
        var ofFunctions = plan.permissions().stream()
                .flatMap(permission -> callOfFunction(permission, plan))
                .toList();
        var others = plan.permissions().stream()
                .filter(permission -> callOfFunction(permission, plan).findAny().isEmpty())
                .toList();
        var calls = Stream.concat(needs.stream(), ofFunctions.stream()).toList();
        var grants = Stream.of(
                        calls(calls, plan),
                        childExecutions(definition, plan),
                        managedRules(needs),
                        PermissionGrants.of(others))
                .flatMap(List::stream)
                .toList();
        return new WorkflowGrants(Sids.distinct(grants), violations);
    }

    /** An action that the plan allows on one of its functions is like a Task's: the function's versions count too. */
    private static Stream<Need> callOfFunction(Permission permission, Plan plan) {
        var subject = new Subject(ArnForm.FUNCTION, List.of(permission.resource()), List.of());
        return subject.functionOf(plan).stream().map(function -> new Call(subject, permission.actions()));
    }

    private static List<Grant> calls(List<Need> needs, Plan plan) {
        var actions = new LinkedHashMap<Subject, Set<String>>();
        for (var need : needs) {
            if (need instanceof Call call) {
                actions.computeIfAbsent(call.subject(), subject -> new LinkedHashSet<>())
                        .addAll(call.actions());
            }
        }
        var order = orderOf(plan);
        return actions.entrySet().stream()
                .sorted(Comparator.comparing(entry -> place(entry.getKey(), order)))
                .map(entry -> grant(entry.getKey(), List.copyOf(entry.getValue()), plan))
                .toList();
    }

    /** The placeholders of the ARNs, in the order of the plan. */
    private static List<String> orderOf(Plan plan) {
        var order = new ArrayList<String>();
        plan.functions().forEach(function -> order.add(function.arnPlaceholder()));
        plan.targets().forEach(target -> target.arn().placeholders().forEach(order::add));
        return order;
    }

    /** What the plan does not list comes last. */
    private static int place(Subject subject, List<String> order) {
        return subject.values().stream()
                .limit(1)
                .flatMap(Value::placeholders)
                .map(order::indexOf)
                .filter(index -> index >= 0)
                .findFirst()
                .orElse(order.size());
    }

    private static Grant grant(Subject subject, List<String> actions, Plan plan) {
        var resource = new GrantedResource(subject.form(), subject.values(), "");
        // A version that an older execution of the workflow started with is still invoked.
        var versions = new GrantedResource(subject.form(), subject.values(), ":*");
        var hasVersions =
                plan.config().pinFunctionVersions() && subject.functionOf(plan).isPresent();
        var resources = hasVersions ? List.of(resource, versions) : List.of(resource);
        return new Grant(Sids.of(subject, plan), actions, resources, subject.conditions());
    }

    /**
     * The iterations of a distributed Map are executions of the same state machine, whose ARNs have the Map's label:
     * https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html.
     */
    private static List<Grant> childExecutions(Definition definition, Plan plan) {
        var labels = definition.states().stream()
                .filter(State::isDistributedMap)
                .map(map -> map.fields().text("Label").orElse(EVERY_LABEL))
                .distinct()
                .toList();
        if (labels.isEmpty()) {
            return List.of();
        }
        var name = List.<Value>of(new Value.Text(plan.config().stepFunctionName()));
        var machine = new GrantedResource(ArnForm.CALLER, name, "");
        var executions = new GrantedResource(ArnForm.CALLERS_EXECUTIONS, name, ":*");
        var redriven = labels.contains(EVERY_LABEL) ? List.of(EVERY_LABEL) : labels;
        return List.of(
                new Grant("StartChildExecutions", List.of("states:StartExecution"), List.of(machine), List.of()),
                new Grant(
                        "WatchChildExecutions",
                        List.of("states:DescribeExecution", "states:StopExecution"),
                        List.of(executions, children(name, EVERY_LABEL)),
                        List.of()),
                new Grant(
                        "RedriveChildExecutions",
                        List.of("states:RedriveExecution"),
                        redriven.stream().map(label -> children(name, label)).toList(),
                        List.of()));
    }

    private static GrantedResource children(List<Value> machine, String label) {
        return new GrantedResource(ArnForm.CALLERS_EXECUTIONS, machine, "/%s:*".formatted(label));
    }

    private static List<Grant> managedRules(List<Need> needs) {
        var rules = needs.stream()
                .filter(ManagedRule.class::isInstance)
                .map(need -> ((ManagedRule) need).name())
                .distinct()
                .sorted()
                .<Value>map(Value.Text::new)
                .map(name -> new GrantedResource(ArnForm.RULE, List.of(name), ""))
                .toList();
        return rules.isEmpty() ? List.of() : List.of(new Grant("ManageRules", MANAGING_RULES, rules, List.of()));
    }
}
