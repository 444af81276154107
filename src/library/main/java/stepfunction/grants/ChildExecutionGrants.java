package stepfunction.grants;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stepfunction.apis.ArnTemplate;
import stepfunction.asl.Definition;
import stepfunction.binding.BoundWorkflow;

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
        var machine = resource("stateMachine:" + stateMachineName);
        var executions = resource("execution:" + stateMachineName);
        var ofEveryLabel = executions.with("/*:*");
        return List.of(
                new Grant("StartChildExecutions", List.of("states:StartExecution"), List.of(machine), List.of()),
                new Grant(
                        "WatchChildExecutions",
                        List.of("states:DescribeExecution", "states:StopExecution"),
                        List.of(executions.with(":*"), ofEveryLabel),
                        List.of()),
                new Grant(
                        "RedriveChildExecutions",
                        List.of("states:RedriveExecution"),
                        labels.contains(EVERY_LABEL)
                                ? List.of(ofEveryLabel)
                                : labels.stream()
                                        .map(label -> executions.with("/%s:*".formatted(label)))
                                        .toList(),
                        List.of()));
    }

    private static GrantedResource resource(String resource) {
        return new GrantedResource(ArnTemplate.parse(":" + resource, "states"), Map.of(), "");
    }
}
