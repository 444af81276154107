package stepfunction.history;

import stepfunction.binding.BoundWorkflow;

/**
 * A workflow of the plan with a definition that has been replaced.
 *
 * @param bound with the values of existing targets that the plan no longer has
 */
public record FormerWorkflow(ReplacedDefinition replaced, BoundWorkflow bound) {

    /**
     * That of a replaced definition.
     *
     * @param present the workflow as it is now
     */
    public static FormerWorkflow of(ReplacedDefinition replaced, BoundWorkflow present) {
        var plan = present.plan();
        var definition = replaced.definition().renamed(plan).completedFor(plan);
        return new FormerWorkflow(replaced, definition.asThatOf(present));
    }
}
