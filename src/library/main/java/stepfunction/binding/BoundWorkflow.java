package stepfunction.binding;

import stepfunction.asl.Definition;
import stepfunction.plan.Plan;
import stepfunction.plan.WorkflowSpec;

/**
 * A workflow of a plan with its definition.
 *
 * @param written as the file has it
 * @param definition with the values that the plan knows before anything is declared
 */
public record BoundWorkflow(Plan plan, WorkflowSpec spec, Definition written, Definition definition) {

    /**
     * Reads the definition.
     *
     * @throws stepfunction.asl.InvalidJsonException if it is no JSON object, or two of its keys become the same
     */
    public static BoundWorkflow of(Plan plan, WorkflowSpec spec) {
        var written = Definition.parse(spec.file(), spec.definition());
        return new BoundWorkflow(plan, spec, written, written.render(plan.knownValues()));
    }
}
