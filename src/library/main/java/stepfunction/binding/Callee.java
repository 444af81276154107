package stepfunction.binding;

import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Target;
import stepfunction.plan.Value;
import stepfunction.plan.WorkflowSpec;

/** The meaning of a name, an ARN, a URL or a placeholder with which a call names a resource. */
public sealed interface Callee {

    /** A function of the plan, by its ARN. */
    record PlanFunction(FunctionSpec function) implements Callee {

        @Override
        public Value value() {
            return new Value.PlaceholderValue(function.arnPlaceholder());
        }
    }

    /** A workflow of the plan, by its ARN. */
    record PlanWorkflow(WorkflowSpec workflow) implements Callee {

        @Override
        public Value value() {
            return new Value.PlaceholderValue(workflow.arnPlaceholder());
        }
    }

    /**
     * A target of the plan.
     *
     * @param value the output that names it
     */
    record PlanTarget(Target<?> target, Value value) implements Callee {}

    /** A text of the definition, which may have placeholders within. */
    record Written(Value value) implements Callee {}

    /** Something that only an execution knows: a path, an expression, or no text at all. */
    record Computed() implements Callee {

        @Override
        public Value value() {
            throw new IllegalStateException("only an execution knows it");
        }
    }

    /**
     * The name, ARN, URL or placeholder itself.
     *
     * @throws IllegalStateException if it is {@link Computed}
     */
    Value value();
}
