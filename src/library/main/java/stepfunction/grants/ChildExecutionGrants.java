package stepfunction.grants;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import stepfunction.asl.Definition;
import stepfunction.binding.BoundWorkflow;
import stepfunction.grants.Grant.GrantedResource;
import stepfunction.plan.ArnForm;
import stepfunction.plan.Value;

/**
 * The statements that distributed Maps need: their iterations are executions of the same state machine, whose ARNs have the Map's
 * label. https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
 */
final class ChildExecutionGrants {

    /** Of a Map without a label, to which Step Functions gives one. */
    private static final String EVERY_LABEL = "*";

    private ChildExecutionGrants() {}

    static List<Grant> of(BoundWorkflow workflow) {
        var labels = labels(workflow.definition());
        return labels.isEmpty()
                ? List.of()
                : grants(labels, workflow.spec().settings().name());
    }

    /** Of all distributed Maps. */
    private static Set<String> labels(Definition definition) {
        var labels = new LinkedHashSet<String>();
        for (var state : definition.states()) {
            if (state.isDistributedMap()) {
                labels.add(state.fields().text("Label").orElse(EVERY_LABEL));
            }
        }
        return labels;
    }

    private static List<Grant> grants(Set<String> labels, String stateMachineName) {
        var name = List.<Value>of(new Value.Text(stateMachineName));
        var machine = new GrantedResource(ArnForm.CALLER, name, "");
        var executions = new GrantedResource(ArnForm.CALLERS_EXECUTIONS, name, ":*");
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
                        redriven(labels, name),
                        List.of()));
    }

    private static List<GrantedResource> redriven(Set<String> labels, List<Value> machine) {
        if (labels.contains(EVERY_LABEL)) {
            return List.of(children(machine, EVERY_LABEL));
        }
        var redriven = new ArrayList<GrantedResource>();
        labels.forEach(label -> redriven.add(children(machine, label)));
        return redriven;
    }

    private static GrantedResource children(List<Value> machine, String label) {
        return new GrantedResource(ArnForm.CALLERS_EXECUTIONS, machine, "/%s:*".formatted(label));
    }
}
