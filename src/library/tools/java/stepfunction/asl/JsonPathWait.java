package stepfunction.asl;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a Wait in JSONPath lasts: https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html. */
record JsonPathWait(JsonPathPayload payload) {

    Instant end() {
        var fields = payload.fields();
        if (fields.has("Seconds")) {
            return payload.after(fields.integer("Seconds").orElse(0L));
        }
        if (fields.has("SecondsPath")) {
            return payload.after(secondsAt(fields.text("SecondsPath").orElse("$")));
        }
        if (fields.has("TimestampPath")) {
            return timestampAt(fields.text("TimestampPath").orElse("$"));
        }
        return ChoiceRules.timestamp(fields.text("Timestamp").orElse(""))
                .orElseThrow(() -> payload.error("The Timestamp is no ISO-8601 date and time with an offset."));
    }

    private long secondsAt(String path) {
        var value = JsonPathPayload.textOf(valueAt("SecondsPath", path));
        long seconds;
        try {
            seconds = Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw payload.error(
                    "The SecondsPath parameter cannot be parsed as a long value: %s == %s".formatted(path, value));
        }
        if (seconds < 0) {
            throw payload.error(
                    "The SecondsPath parameter references a negative value: %s == %s".formatted(path, value));
        }
        return seconds;
    }

    private Instant timestampAt(String path) {
        var value = valueAt("TimestampPath", path);
        return ChoiceRules.timestamp(value)
                .orElseThrow(() -> payload.error(
                        "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: %s == %s"
                                .formatted(path, JsonPathPayload.textOf(value))));
    }

    private @Nullable Object valueAt(String field, String path) {
        try {
            return payload.readInput(path);
        } catch (JsonPathEvaluator.MissingPathException e) {
            throw payload.error("The %s parameter does not reference an input value: %s".formatted(field, path));
        }
    }
}
