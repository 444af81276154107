package stepfunction.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.JsonTemplate;

/** The rules of EventBridge for a pattern, of events or of messages: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html. */
final class PatternCheck {

    /**
     * Of a rule and of a pipe: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html,
     * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_Filter.html.
     */
    private static final int MAX_PATTERN = 4096;

    private final String title;
    private final String example;
    private final String field;
    private final Findings findings = new Findings();

    private PatternCheck(String title, String example, String field) {
        this.title = title;
        this.example = example;
        this.field = field;
    }

    /**
     * The findings, each once.
     *
     * @param title of the trigger in messages
     * @param example of a pattern
     * @param field that a pattern should at least have
     */
    static List<Finding> check(String pattern, String title, String example, String field) {
        var check = new PatternCheck(title, example, field);
        check.all(pattern);
        return check.findings.all();
    }

    private void all(String pattern) {
        try {
            pattern(JsonTemplate.parse(pattern).json());
        } catch (InvalidJsonException e) {
            findings.error("%s has a pattern that %s".formatted(title, e.getMessage()));
        }
    }

    private void pattern(JsonElement pattern) {
        var length = pattern.toString().length();
        if (length > MAX_PATTERN) {
            findings.error("%s has a pattern of %d characters, and EventBridge allows %d; shorten it"
                    .formatted(title, length, MAX_PATTERN));
        } else if (pattern instanceof JsonObject fields) {
            fields("its pattern", fields);
        } else {
            findings.error(
                    "%s must have a pattern that is a JSON object, such as %s; correct it".formatted(title, example));
        }
    }

    private void fields(String where, JsonObject fields) {
        if (fields.isEmpty()) {
            findings.error(
                    "%s must match something, but %s is empty; name the %s at least".formatted(title, where, field));
        }
        for (var entry : fields.entrySet()) {
            value(entry.getKey(), entry.getValue());
        }
    }

    /** Leaves are lists, whose elements are values or comparisons. */
    private void value(String name, JsonElement value) {
        if (value instanceof JsonObject fields) {
            fields(name, fields);
        } else if (!(value instanceof JsonArray values)) {
            findings.error("%1$s has %2$s for %3$s in its pattern, which must be a list; write [%2$s]"
                    .formatted(title, value, name));
        } else if (values.isEmpty()) {
            findings.error("%s has no value for %s in its pattern; add one".formatted(title, name));
        }
    }
}
