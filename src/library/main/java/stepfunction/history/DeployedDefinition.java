package stepfunction.history;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import stepfunction.asl.Definition;
import stepfunction.binding.BoundWorkflow;
import stepfunction.plan.Arn;
import stepfunction.plan.Plan;

/**
 * A definition as a deployment had it.
 *
 * @param text JSON with the placeholders of the functions, targets and workflows that it names
 * @param values of these placeholders in that deployment
 * @param existing those of the placeholders whose resources the stack did not declare, so that no deployment deletes them
 * @param firstVersion the number of the state machine's first version with it; 0 where none is published
 */
public record DeployedDefinition(String text, Map<String, String> values, Set<String> existing, int firstVersion) {

    private static final String FUNCTION = "function:";

    public DeployedDefinition {
        // In the same order each time, so that the state stays the same.
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        existing = Collections.unmodifiableSet(new TreeSet<>(existing));
    }

    /** Whether it is the same, apart from the values. */
    boolean isSame(Definition other) {
        return definition().json().equals(other.json());
    }

    /** @throws stepfunction.asl.InvalidJsonException if it is no JSON object */
    Definition definition() {
        return Definition.parse(text);
    }

    /** The same with the present names of the plan's functions and workflows. */
    public DeployedDefinition renamed(Plan plan) {
        var names = plan.formerPlaceholders();
        var present = new HashMap<String, String>();
        names.forEach((former, name) -> present.put(former, "${%s}".formatted(name)));
        var renamedValues = new HashMap<String, String>();
        values.forEach((name, value) -> renamedValues.put(names.getOrDefault(name, name), value));
        return new DeployedDefinition(definition().render(present).toString(), renamedValues, existing, firstVersion);
    }

    /** The workflow with this definition in place of its own. The plan may no longer define each placeholder. */
    public BoundWorkflow asThatOf(BoundWorkflow workflow) {
        return BoundWorkflow.of(workflow.plan(), workflow.spec(), definition());
    }

    /**
     * The same with the values of those placeholders that the plan no longer defines, as far as no deployment deletes what they stand for.
     */
    public DeployedDefinition completedFor(Plan plan) {
        var completed = new HashMap<>(values);
        completed.keySet().removeIf(name -> plan.defines(name) || !existing.contains(name));
        return new DeployedDefinition(definition().render(completed).toString(), values, existing, firstVersion);
    }

    /** Whether a placeholder stands for something that the stack has deployed, and deletes now. */
    public boolean isDeleted(String placeholder, Plan plan) {
        return values.containsKey(placeholder) && !existing.contains(placeholder) && !plan.defines(placeholder);
    }

    /** The name in AWS of the function that a placeholder stood for; absent where it stood for something else. */
    public Optional<String> functionName(String placeholder) {
        return Optional.ofNullable(values.get(placeholder))
                .flatMap(Arn::parse)
                .filter(arn -> arn.service().equals("lambda") && arn.resource().startsWith(FUNCTION))
                .map(arn -> arn.resource().substring(FUNCTION.length()));
    }
}
