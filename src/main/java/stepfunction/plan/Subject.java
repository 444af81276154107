package stepfunction.plan;

import java.util.List;
import java.util.Optional;

/** What a statement is about. */
record Subject(ArnForm form, List<Value> values, List<Grant.Comparison> conditions) {

    /** The plan's own function that it is about. */
    Optional<FunctionSpec> functionOf(Plan plan) {
        return values.stream()
                .limit(1)
                .flatMap(Value::placeholders)
                .flatMap(name -> plan.functionOf(name).stream())
                .findFirst();
    }
}
