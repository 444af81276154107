package stepfunction.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stepfunction.asl.JsonTemplate;
import stepfunction.asl.Placeholder;
import stepfunction.asl.Spelling;

/**
 * A value that a pattern has for a field, or a comparison such as <code>{"prefix": "us-"}</code>:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html.
 */
record PatternComparison(JsonElement json) {

    private static final Map<String, String> EXAMPLES = Map.of(
            "prefix", "{\"prefix\": \"us-\"}",
            "suffix", "{\"suffix\": \".png\"}",
            "equals-ignore-case", "{\"equals-ignore-case\": \"alice\"}",
            "wildcard", "{\"wildcard\": \"dir/*.png\"}",
            "exists", "{\"exists\": true}",
            "numeric", "{\"numeric\": [\">\", 10, \"<=\", 20]}",
            "cidr", "{\"cidr\": \"10.0.0.0/24\"}",
            "anything-but", "{\"anything-but\": [\"stopped\", \"overloaded\"]}");

    /** Undocumented, but the engine accepts it. */
    private static final String EXACTLY = "exactly";

    private static final String ANYTHING_BUT = "anything-but";
    private static final String WILDCARD = "wildcard";

    /** Texts that any comparison of texts accepts, and whole or partial addresses. */
    private static final List<String> POSSIBLE_TEXTS = List.of("x", "10.0.0.0", "10.0.0.0/24");

    /** Whether a value in place of a list is meant as a comparison. A field of such a name would have a list or an object. */
    static boolean isOutsideOfList(JsonElement value) {
        return value instanceof JsonObject object
                && object.size() == 1
                && object.entrySet().stream()
                        .allMatch(only -> EXAMPLES.containsKey(only.getKey())
                                && only.getValue().isJsonPrimitive()
                                && !isPlaceholder(only.getValue()));
    }

    /** Whether a value is a placeholder as a whole, so that it may become one of any type. */
    static boolean isPlaceholder(JsonElement value) {
        return value instanceof JsonPrimitive text
                && text.isString()
                && Placeholder.parse(text.getAsString()).isPresent();
    }

    /** Why EventBridge refuses it, and the fix, as the second half of a sentence; absent if it accepts it, or may accept it once placeholders are replaced. */
    Optional<String> mistake(PatternSubject subject) {
        if (json instanceof JsonObject comparison && comparison.size() == 1) {
            return mistakeOf(comparison.keySet().iterator().next(), subject);
        }
        return refusal().map("which EventBridge refuses (%s); correct it"::formatted);
    }

    private Optional<String> mistakeOf(String operator, PatternSubject subject) {
        if (!isKnown(operator)) {
            return Optional.of("where %s is no comparison; %s"
                    .formatted(
                            operator,
                            Spelling.nearest(operator, EXAMPLES.keySet())
                                    .map("did you mean %s?"::formatted)
                                    .orElse("a comparison is written as in " + EXAMPLES.get("prefix"))));
        }
        if (subject.equals(PatternSubject.MESSAGE) && isUnsupportedByPipes(operator)) {
            return Optional.of("which pipes do not support; use another comparison, or a Choice in the definition");
        }
        return refusal()
                .map(reason -> "which EventBridge refuses (%s); %s"
                        .formatted(
                                reason,
                                Optional.ofNullable(EXAMPLES.get(operator))
                                        .map("write it as in %s"::formatted)
                                        .orElse("correct it")));
    }

    private static boolean isKnown(String operator) {
        return EXAMPLES.containsKey(operator)
                || operator.equals(EXACTLY)
                || !Placeholder.in(operator).isEmpty();
    }

    /** The column "Pipe support" of the table of comparisons. */
    private boolean isUnsupportedByPipes(String operator) {
        return operator.equals(WILDCARD)
                || (operator.equals(ANYTHING_BUT)
                        && json.getAsJsonObject().get(ANYTHING_BUT).isJsonObject());
    }

    /** The engine's reason; absent if there is a value of its placeholders with which the engine accepts it. */
    private Optional<String> refusal() {
        var template = new JsonTemplate(json);
        var asWritten = refusal(json);
        if (asWritten.isEmpty() || template.placeholders().isEmpty()) {
            return asWritten;
        }
        return possibleValues(template).stream()
                        .map(template::rendered)
                        .anyMatch(possible -> refusal(possible).isEmpty())
                ? Optional.empty()
                : asWritten;
    }

    /** Values of the placeholders of each type. */
    private static List<Map<String, Object>> possibleValues(JsonTemplate template) {
        var possible = new ArrayList<Map<String, Object>>();
        for (var text : POSSIBLE_TEXTS) {
            possible.add(sameForAll(template, text));
        }
        possible.add(sameForAll(template, true));
        possible.add(ascendingNumbers(template));
        return possible;
    }

    private static Map<String, Object> sameForAll(JsonTemplate template, Object value) {
        var values = new LinkedHashMap<String, Object>();
        template.placeholders().forEach(name -> values.put(name, value));
        return values;
    }

    /** A range's lower end is written first. */
    private static Map<String, Object> ascendingNumbers(JsonTemplate template) {
        var values = new LinkedHashMap<String, Object>();
        template.placeholders().forEach(name -> values.put(name, values.size()));
        return values;
    }

    private static Optional<String> refusal(JsonElement value) {
        var values = new JsonArray();
        values.add(value);
        var pattern = new JsonObject();
        pattern.add("field", values);
        return EventBridgeRuler.refusal(pattern);
    }
}
