package stepfunction.grants;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.apis.ArnTemplate;
import stepfunction.plan.Location;
import stepfunction.plan.Value;

/** A statement of a role's policy, but for the values that are known only when their resources are declared. */
public record Grant(String sid, List<String> actions, List<GrantedResource> resources, List<Comparison> conditions) {

    /**
     * A condition of a statement.
     *
     * @param operator such as {@code StringEquals}
     * @param isLiteral whether wildcards in the value are characters, as they are in a request
     */
    record Comparison(String operator, String key, Value value, boolean isLiteral) {

        private String text(Map<String, String> values) {
            var text = value.in(values);
            return isLiteral ? ArnTemplate.escaped(text) : text;
        }
    }

    public Grant {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        conditions = List.copyOf(conditions);
    }

    /** The placeholders whose values the statement needs. */
    public Set<String> placeholders() {
        var values = Stream.concat(
                resources.stream().flatMap(resource -> resource.values().values().stream()),
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
        for (var condition : conditions) {
            statement.addCondition(condition.operator(), condition.key(), condition.text(values));
        }
        return statement.build();
    }
}
