package stepfunction.apis;

import java.util.ArrayList;
import java.util.List;

/**
 * Actions that IAM checks for a call, and on what.
 *
 * @param actions such as {@code glue:StartCrawler}
 * @param resources that the actions are on; empty for actions without a resource, which can only be granted on {@code *}
 * @param orEveryResource whether they are on {@code *} where the request names none of the resources
 * @param neededWhen what a request must have for a call to need them, all of it together; empty for every call
 * @param restrictions conditions of the statement that grants them
 * @param isPossible whether a call may need them although its request does not show it: the user is warned, and nothing is granted
 */
public record IamRequirement(
        List<String> actions,
        List<ResourceType> resources,
        boolean orEveryResource,
        List<When> neededWhen,
        List<Restriction> restrictions,
        boolean isPossible) {

    /** Holds if at least one of its conditions holds. */
    public record When(List<RequestCondition> anyOf) {

        public When {
            anyOf = List.copyOf(anyOf);
        }
    }

    /**
     * A condition on one member of a request.
     *
     * @param path the members, through lists
     * @param value empty where any value will do
     * @param isNegated whether the opposite must hold
     */
    public record RequestCondition(List<String> path, Test test, String value, boolean isNegated) {

        public RequestCondition {
            path = List.copyOf(path);
        }
    }

    /** How a condition compares a member with its value. */
    public enum Test {
        IS_PRESENT,
        EQUALS,
        /** Upper and lower case count as the same. */
        CONTAINS,
        STARTS_WITH
    }

    /**
     * A condition of a statement.
     *
     * @param operator such as {@code StringEquals}
     * @param value a text, or what a member fills
     */
    public record Restriction(String operator, String key, ArnTemplate.Segment value) {}

    public IamRequirement {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        neededWhen = List.copyOf(neededWhen);
        restrictions = List.copyOf(restrictions);
    }

    /** Whether the actions know no resource. */
    public boolean isOnEveryResource() {
        return resources.isEmpty();
    }

    /** Parses a column other than {@code -} and {@code ?}. */
    public static List<IamRequirement> parseAll(String column, String prefix, String ownName) {
        var all = new ArrayList<IamRequirement>();
        for (var text : Split.at("; ", column)) {
            all.add(new IamRequirementNotation(prefix, ownName).parse(text));
        }
        return List.copyOf(all);
    }
}
