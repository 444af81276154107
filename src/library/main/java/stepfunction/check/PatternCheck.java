package stepfunction.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.JsonTemplate;
import stepfunction.asl.Spelling;
import stepfunction.plan.PatternExamples;
import stepfunction.plan.Trigger;

/**
 * The rules of EventBridge for a pattern, of events or of messages, and the examples beside it:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html.
 */
final class PatternCheck {

    /**
     * Of a rule and of a pipe: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html,
     * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_Filter.html.
     */
    private static final int MAX_PATTERN = 4096;

    /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
    private static final long MAX_COMBINATIONS = 1000;

    /** The field whose value is a list of alternative patterns. */
    static final String OR = "$or";

    private final Trigger trigger;
    private final PatternSubject subject;
    private final Map<String, Object> knownValues;
    private final Findings findings = new Findings();

    private PatternCheck(Trigger trigger, PatternSubject subject, Map<String, Object> knownValues) {
        this.trigger = trigger;
        this.subject = subject;
        this.knownValues = knownValues;
    }

    /**
     * The findings, each once.
     *
     * @param trigger whose JSON is the pattern
     * @param knownValues of placeholders, by name; others are only known when their resources are declared
     */
    static List<Finding> check(
            Trigger trigger, PatternSubject subject, PatternExamples examples, Map<String, Object> knownValues) {
        var check = new PatternCheck(trigger, subject, knownValues);
        check.all(examples);
        return check.findings.all();
    }

    private void all(PatternExamples examples) {
        JsonElement pattern;
        try {
            pattern = JsonTemplate.parse(trigger.json()).rendered(knownValues);
        } catch (InvalidJsonException e) {
            findings.error("%s has a pattern that %s".formatted(trigger.title(), e.getMessage()));
            return;
        }
        var length = pattern.toString().length();
        if (length > MAX_PATTERN) {
            findings.error("%s has a pattern of %d characters, and EventBridge allows %d; shorten it"
                    .formatted(trigger.title(), length, MAX_PATTERN));
        } else if (pattern instanceof JsonObject fields) {
            fields("", fields);
            if (!findings.hasErrors()) {
                fieldsOfSubject(fields);
                combinationsAreFew(fields);
            }
            if (!findings.hasErrors()) {
                engineAccepts(fields);
            }
            if (!findings.hasErrors()) {
                findings.addAll(PatternExamplesCheck.check(trigger, fields, examples, knownValues));
            }
        } else {
            findings.error("%s must have a pattern that is a JSON object, such as %s; correct it"
                    .formatted(trigger.title(), subject.example()));
        }
    }

    /** @param path of the object, empty for the whole pattern */
    private void fields(String path, JsonObject fields) {
        if (fields.isEmpty()) {
            findings.error("%s must match something, but %s is empty; name the %s at least"
                    .formatted(trigger.title(), path.isEmpty() ? "its pattern" : path, subject.mainField()));
        }
        for (var field : fields.entrySet()) {
            var pathOfField = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            if (field.getKey().equals(OR)) {
                alternatives(pathOfField, field.getValue());
            } else {
                value(pathOfField, field.getValue());
            }
        }
    }

    private void alternatives(String path, JsonElement value) {
        if (!(value instanceof JsonArray alternatives)
                || alternatives.size() < 2
                || !alternatives.asList().stream().allMatch(JsonElement::isJsonObject)) {
            findings.error("%s must have a list of at least two objects for %s in its pattern, was %s; correct it"
                    .formatted(trigger.title(), path, value));
            return;
        }
        for (int index = 0; index < alternatives.size(); index++) {
            fields("%s[%d]".formatted(path, index), alternatives.get(index).getAsJsonObject());
        }
    }

    /** Leaves are lists, whose elements are values or comparisons. */
    private void value(String path, JsonElement value) {
        if (PatternComparison.isOutsideOfList(value)) {
            findings.error("%1$s has the comparison %2$s for %3$s in its pattern, which must be in a list; write [%2$s]"
                    .formatted(trigger.title(), value, path));
        } else if (value instanceof JsonObject fields) {
            fields(path, fields);
        } else if (PatternComparison.isPlaceholder(value)) {
            // Its value may be a list.
        } else if (!(value instanceof JsonArray values)) {
            findings.error("%1$s has %2$s for %3$s in its pattern, which must be a list; write [%2$s]"
                    .formatted(trigger.title(), value, path));
        } else if (values.isEmpty()) {
            findings.error("%s has no value for %s in its pattern; add one".formatted(trigger.title(), path));
        } else {
            for (var each : values) {
                new PatternComparison(each)
                        .mistake(subject)
                        .ifPresent(mistake -> findings.error(
                                "%s has %s for %s in its pattern, %s".formatted(trigger.title(), each, path, mistake)));
            }
        }
    }

    /** A pattern with another field matches nothing. */
    private void fieldsOfSubject(JsonObject fields) {
        for (var field : fields.keySet()) {
            if (field.equals(OR)) {
                fields.get(OR).getAsJsonArray().forEach(each -> fieldsOfSubject(each.getAsJsonObject()));
            } else if (!subject.fields().contains(field)) {
                findings.warning(
                        Code.UNKNOWN_FIELD,
                        trigger.name(),
                        "%s has %s in its pattern, which no %s has; %s"
                                .formatted(
                                        trigger.title(),
                                        field,
                                        subject.noun(),
                                        Spelling.nearest(field, subject.fields())
                                                .map("did you mean %s?"::formatted)
                                                .orElse("put it into " + subject.content())));
            }
        }
    }

    /** The engine takes each combination of alternatives as a pattern of its own. */
    private void combinationsAreFew(JsonObject pattern) {
        if (combinations(pattern) > MAX_COMBINATIONS) {
            findings.error(
                    "%s has a pattern with more than %d combinations of the alternatives of %s, which EventBridge refuses; use lists of values, or several events"
                            .formatted(trigger.title(), MAX_COMBINATIONS, OR));
        }
    }

    /** No more than one above the limit. */
    private static long combinations(JsonObject fields) {
        var combinations = 1L;
        for (var field : fields.entrySet()) {
            if (field.getKey().equals(OR)) {
                combinations *= field.getValue().getAsJsonArray().asList().stream()
                        .mapToLong(alternative -> combinations(alternative.getAsJsonObject()))
                        .sum();
            } else if (field.getValue() instanceof JsonObject inner) {
                combinations *= combinations(inner);
            }
            combinations = Math.min(combinations, MAX_COMBINATIONS + 1);
        }
        return combinations;
    }

    /** Whatever the rules above do not cover. */
    private void engineAccepts(JsonObject pattern) {
        if (new JsonTemplate(pattern).placeholders().isEmpty()) {
            EventBridgeRuler.refusal(pattern)
                    .ifPresent(reason -> findings.error("%s has a pattern that EventBridge refuses (%s); correct it"
                            .formatted(trigger.title(), reason)));
        }
    }
}
