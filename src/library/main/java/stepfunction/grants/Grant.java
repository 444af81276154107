package stepfunction.grants;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.plan.ArnForm;
import stepfunction.plan.Location;
import stepfunction.plan.Value;

/** A statement of a role's policy, but for the values that are known only when their resources are declared. */
public record Grant(String sid, List<String> actions, List<GrantedResource> resources, List<Comparison> conditions) {

    /**
     * A resource that a statement names.
     *
     * @param values whatever names it: the ARN, or for instance table and index
     * @param suffix follows its ARN; mostly empty
     */
    record GrantedResource(ArnForm form, List<Value> values, String suffix) {

        String arn(Map<String, String> known, Location location) {
            return form.arn(values.stream().map(value -> value.in(known)).toList(), location) + suffix;
        }
    }

    /** A condition of a statement. */
    record Comparison(Access.Condition condition, Value value) {}

    public Grant {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        conditions = List.copyOf(conditions);
    }

    /** The placeholders whose values the statement needs. */
    public Set<String> placeholders() {
        var values = Stream.concat(
                resources.stream().flatMap(resource -> resource.values().stream()),
                conditions.stream().map(Comparison::value));
        return values.flatMap(value -> value.placeholders().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The statement, complete.
     *
     * @param values by the name of the placeholder
     */
    public IamStatement statement(Map<String, String> values, Location location) {
        var statement = IamStatement.builder()
                .sid(sid)
                .effect("Allow")
                .actionIds(actions)
                .resourceIds(resources.stream()
                        .map(resource -> resource.arn(values, location))
                        .toList());
        for (var comparison : conditions) {
            var condition = comparison.condition();
            statement.addCondition(
                    condition.operator(), condition.key(), comparison.value().in(values));
        }
        return statement.build();
    }
}
