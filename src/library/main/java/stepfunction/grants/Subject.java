package stepfunction.grants;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stepfunction.plan.ArnForm;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Plan;
import stepfunction.plan.Value;

/** What a statement is about. */
record Subject(ArnForm form, List<Value> values, List<Grant.Comparison> conditions) {

    static Subject function(Value arn) {
        return new Subject(ArnForm.FUNCTION, List.of(arn), List.of());
    }

    /** The value that names it, alone or before others; a form may need none. */
    Optional<Value> name() {
        return values.stream().findFirst();
    }

    /** The plan's own function that it is about. */
    Optional<FunctionSpec> functionOf(Plan plan) {
        return name().flatMap(Value::placeholder).flatMap(plan::functionOf);
    }

    /** The names of the placeholders whose values it needs. */
    List<String> placeholders() {
        var names = new ArrayList<String>();
        for (var value : values) {
            names.addAll(value.placeholders());
        }
        for (var condition : conditions) {
            names.addAll(condition.value().placeholders());
        }
        return names;
    }
}
