package stepfunction.binding;

import java.util.List;
import java.util.Set;
import stepfunction.asl.Definition;
import stepfunction.plan.Plan;
import stepfunction.plan.WorkflowSpec;

/**
 * A workflow of a plan with its definition, and with the meaning of each name in it.
 *
 * @param written as the file has it
 * @param definition with the values that the plan knows before anything is declared
 * @param calls the requests that its states make, in the order of the states
 */
public record BoundWorkflow(Plan plan, WorkflowSpec spec, Definition written, Definition definition, List<Call> calls) {

    public BoundWorkflow {
        calls = List.copyOf(calls);
    }

    /**
     * The same, once it is known which of the targets that Tasks have as their Resource are activities.
     *
     * @param activities names of targets
     */
    public BoundWorkflow withActivities(Set<String> activities) {
        var changed =
                calls.stream().map(call -> call.withActivities(activities)).toList();
        return new BoundWorkflow(plan, spec, written, definition, changed);
    }

    /** The same with one of its calls alone. */
    public BoundWorkflow with(Call only) {
        return new BoundWorkflow(plan, spec, written, definition, List.of(only));
    }

    /**
     * Reads the definition.
     *
     * @throws stepfunction.asl.InvalidJsonException if it is no JSON object, or two of its keys become the same
     */
    public static BoundWorkflow of(Plan plan, WorkflowSpec spec) {
        return of(plan, spec, Definition.parse(spec.file(), spec.definition()));
    }

    /** The workflow with another definition, such as one that was deployed before. */
    public static BoundWorkflow of(Plan plan, WorkflowSpec spec, Definition written) {
        var definition = written.render(plan.knownValues());
        var calls = new Calls(new PlanNames(plan, spec)).in(definition);
        return new BoundWorkflow(plan, spec, written, definition, calls);
    }
}
