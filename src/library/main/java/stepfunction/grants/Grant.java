package stepfunction.grants;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.apis.ArnTemplate;
import stepfunction.plan.Location;
import stepfunction.plan.Value;

/** A statement of a role's policy, without the values that are known only when their resources are declared. */
public record Grant(String sid, List<String> actions, List<GrantedResource> resources, List<Condition> conditions) {

    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-currenttime */
    private static final String CURRENT_TIME = "aws:CurrentTime";

    /**
     * A condition of a statement.
     *
     * @param operator such as {@code StringEquals}
     * @param isLiteral whether wildcards in the value are characters, as they are in a request
     */
    record Condition(String operator, String key, Value value, boolean isLiteral) {

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

    /** Whether others allow the same, if only for a time. */
    public boolean isCoveredBy(List<Grant> others) {
        return actions.stream()
                .allMatch(action -> resources.stream()
                        .allMatch(resource ->
                                others.stream().anyMatch(other -> other.allows(action, resource, conditions))));
    }

    private boolean allows(String action, GrantedResource resource, List<Condition> onlyIf) {
        return actions.contains(action)
                && resources.contains(resource)
                && Set.copyOf(onlyIf).containsAll(lastingConditions());
    }

    private List<Condition> lastingConditions() {
        return conditions.stream()
                .filter(condition -> !condition.key().equals(CURRENT_TIME))
                .toList();
    }

    /** The statement of a definition that has been replaced. */
    Grant kept() {
        return new Grant("Kept" + sid, actions, resources, conditions);
    }

    /** The same statement, which allows nothing from a time on. */
    Grant until(Instant end) {
        var whileKept = new Condition("DateLessThan", CURRENT_TIME, new Value.LiteralValue(end.toString()), false);
        return new Grant(
                sid,
                actions,
                resources,
                Stream.concat(conditions.stream(), Stream.of(whileKept)).toList());
    }

    /** The placeholders whose values the statement needs. */
    public Set<String> placeholders() {
        var values = Stream.concat(
                resources.stream().flatMap(resource -> resource.values().values().stream()),
                conditions.stream().map(Condition::value));
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
