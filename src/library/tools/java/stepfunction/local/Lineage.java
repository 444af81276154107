package stepfunction.local;

import java.util.List;
import java.util.stream.Stream;

/**
 * The workflows whose executions have started each other.
 *
 * @param workflows from the case's own to that of the execution
 */
record Lineage(List<DeployedWorkflow> workflows) {

    Lineage {
        workflows = List.copyOf(workflows);
    }

    Lineage with(DeployedWorkflow child) {
        return new Lineage(Stream.concat(workflows.stream(), Stream.of(child)).toList());
    }

    DeployedWorkflow last() {
        return workflows.get(workflows.size() - 1);
    }

    /** How many executions have started each other before this one. */
    int depth() {
        return workflows.size() - 1;
    }

    /** Whether another execution has started it. */
    boolean isOfChild() {
        return depth() > 0;
    }

    /** Which of them start each other, such as: the workflows order and refund start each other. */
    String description() {
        var earlier = workflows.subList(0, depth());
        var names = earlier.subList(Math.max(earlier.lastIndexOf(last()), 0), depth()).stream()
                .map(DeployedWorkflow::name)
                .toList();
        return names.size() == 1
                ? "the workflow %s starts itself".formatted(names.get(0))
                : "the workflows %s start each other".formatted(String.join(" and ", names));
    }
}
