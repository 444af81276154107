package stepfunction.local;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stepfunction.plan.WorkflowSpec;

/**
 * The names of a plan's workflows, and those that renamed ones had before.
 *
 * @param present the first workflow's name first
 * @param presentByFormer without names that another workflow has now
 */
record WorkflowNames(List<String> present, Map<String, String> presentByFormer) {

    WorkflowNames {
        present = List.copyOf(present);
        presentByFormer = Map.copyOf(presentByFormer);
    }

    /** @param workflows of one stack or of several, whose plans may differ */
    static WorkflowNames of(Collection<DeployedWorkflow> workflows) {
        var present = workflows.stream().map(DeployedWorkflow::name).distinct().toList();
        var presentByFormer = new HashMap<String, String>();
        for (var workflow : workflows) {
            workflow.formerNames().forEach(former -> presentByFormer.put(former, workflow.name()));
        }
        presentByFormer.keySet().removeAll(present);
        return new WorkflowNames(present, presentByFormer);
    }

    /** Those besides the first one's. */
    List<String> further() {
        return present.stream().filter(name -> !name.equals(WorkflowSpec.MAIN)).toList();
    }

    boolean isFurther(String name) {
        return further().contains(name);
    }

    /** The present name of a renamed workflow; absent unless this is a former one. */
    Optional<String> successor(String former) {
        return Optional.ofNullable(presentByFormer.get(former));
    }
}
