package stepfunction.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import stepfunction.asl.Fields;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.JsonTemplate;
import stepfunction.plan.PatternExamples;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Trigger;

/** Whether a pattern matches the examples that it should match, and none of the others. */
final class PatternExamplesCheck {

    /** The field of a message that a pipe parses, if it contains JSON. */
    private static final String BODY = "body";

    private final Trigger trigger;
    private final JsonObject pattern;
    private final Map<String, Object> knownValues;
    private final Findings findings = new Findings();

    private PatternExamplesCheck(Trigger trigger, JsonObject pattern, Map<String, Object> knownValues) {
        this.trigger = trigger;
        this.pattern = pattern;
        this.knownValues = knownValues;
    }

    /**
     * The findings, each once. A placeholder whose value is not known is the same text in the pattern and in the example. A pattern that
     * EventBridge accepts only with other values than texts, such as a numeric comparison, cannot be checked before they are known.
     *
     * @param pattern with the known values
     */
    static List<Finding> check(
            Trigger trigger, JsonObject pattern, PatternExamples examples, Map<String, Object> knownValues) {
        if (!examples.isPresent() || EventBridgeRuler.refusal(pattern).isPresent()) {
            return List.of();
        }
        var check = new PatternExamplesCheck(trigger, pattern, knownValues);
        check.matched(examples.matched());
        check.ignored(examples.ignored());
        return check.findings.all();
    }

    private void matched(List<String> examples) {
        for (int index = 0; index < examples.size(); index++) {
            var title = "example %d of .matches".formatted(index + 1);
            var event = parsed(title, examples.get(index));
            if (event.isPresent() && !EventBridgeRuler.matches(pattern, event.get())) {
                findings.error("%s must match %s, but %s; correct the pattern or the example"
                        .formatted(trigger.title(), title, difference(event.get())));
            }
        }
    }

    private void ignored(List<String> examples) {
        for (int index = 0; index < examples.size(); index++) {
            var title = "example %d of .ignores".formatted(index + 1);
            var event = parsed(title, examples.get(index));
            if (event.isPresent() && EventBridgeRuler.matches(pattern, event.get())) {
                findings.error("%s must not match %s, but does; correct the pattern or the example"
                        .formatted(trigger.title(), title));
            }
        }
    }

    private Optional<JsonObject> parsed(String title, String example) {
        try {
            var json = JsonTemplate.parse(example).rendered(knownValues);
            if (json instanceof JsonObject event) {
                return Optional.of(namesFieldsOfBody(pattern) ? withParsedBody(event) : event);
            }
            findings.error(
                    "%s must have a JSON object as %s, was %s; correct it".formatted(trigger.title(), title, json));
        } catch (InvalidJsonException e) {
            findings.error("%s has an %s that %s".formatted(trigger.title(), title, e.getMessage()));
        }
        return Optional.empty();
    }

    /** Whether a pattern, or one of its alternatives, does. */
    private boolean namesFieldsOfBody(JsonObject ofMessage) {
        var alternatives = new Fields(ofMessage).objects(PatternCheck.OR);
        return trigger instanceof QueueMessages
                && (ofMessage.get(BODY) instanceof JsonObject
                        || alternatives.stream().anyMatch(this::namesFieldsOfBody));
    }

    /** A pipe compares the fields of a body that is JSON: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-filtering.html. */
    private static JsonObject withParsedBody(JsonObject event) {
        if (event.get(BODY) instanceof JsonPrimitive body && body.isString()) {
            try {
                var parsed = event.deepCopy();
                parsed.add(BODY, JsonTemplate.parse(body.getAsString()).json());
                return parsed;
            } catch (InvalidJsonException e) {
                return event;
            }
        }
        return event;
    }

    private String difference(JsonObject event) {
        return difference(List.of(), pattern, event)
                .orElse("no element of a list has all the values that the pattern wants together");
    }

    /**
     * The first field of the pattern that does not match by itself.
     *
     * @param path of the pattern's part, empty for the whole
     */
    private static Optional<String> difference(List<String> path, JsonObject part, JsonObject event) {
        for (var field : part.entrySet()) {
            var pathOfField =
                    Stream.concat(path.stream(), Stream.of(field.getKey())).toList();
            if (!EventBridgeRuler.matches(nested(pathOfField, field.getValue()), event)) {
                return field.getValue() instanceof JsonObject inner
                        ? difference(pathOfField, inner, event)
                        : Optional.of(value(pathOfField, event));
            }
        }
        return Optional.empty();
    }

    /** The pattern of this field alone. */
    private static JsonObject nested(List<String> path, JsonElement value) {
        var nested = new JsonObject();
        var isLast = path.size() == 1;
        nested.add(path.get(0), isLast ? value : nested(path.subList(1, path.size()), value));
        return nested;
    }

    private static String value(List<String> path, JsonObject event) {
        var text = String.join(".", path);
        if (path.get(path.size() - 1).equals(PatternCheck.OR)) {
            return "it matches no alternative of " + text;
        }
        JsonElement value = event;
        for (int index = 0; index < path.size(); index++) {
            if (value instanceof JsonArray) {
                return "its %s is %s".formatted(String.join(".", path.subList(0, index)), value);
            }
            if (!(value instanceof JsonObject object) || !object.has(path.get(index))) {
                return "it has no " + text;
            }
            value = object.get(path.get(index));
        }
        return "its %s is %s".formatted(text, value);
    }
}
