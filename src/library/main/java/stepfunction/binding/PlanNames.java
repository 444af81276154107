package stepfunction.binding;

import java.util.Optional;
import stepfunction.plan.Plan;
import stepfunction.plan.Value;
import stepfunction.plan.WorkflowSpec;

/**
 * The names that a plan gives a definition: the only place that looks one up.
 *
 * @param own the workflow whose definition it is
 */
record PlanNames(Plan plan, WorkflowSpec own) implements Names {

    /** A placeholder that the plan does not define counts as written: it has been reported, and within a text it is sent literally. */
    @Override
    public Callee callee(String text) {
        var value = Value.parse(text);
        if (value instanceof Value.TemplateValue
                && value.placeholders().stream().noneMatch(plan::defines)) {
            return new Callee.Written(new Value.LiteralValue(text));
        }
        return value.placeholder()
                .flatMap(placeholder -> entry(placeholder, value))
                .orElseGet(() -> new Callee.Written(value));
    }

    private Optional<Callee> entry(String placeholder, Value value) {
        return plan.functionOf(placeholder)
                .<Callee>map(Callee.PlanFunction::new)
                .or(() -> plan.workflowOf(placeholder).map(Callee.PlanWorkflow::new))
                .or(() -> plan.targetOf(placeholder).map(target -> new Callee.PlanTarget(target, value)));
    }

    @Override
    public Callee self() {
        return new Callee.PlanWorkflow(own);
    }
}
