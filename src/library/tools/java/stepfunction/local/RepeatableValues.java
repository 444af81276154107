package stepfunction.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * JSON in which names stand for what differs in each run: UUIDs, as in the names of executions and in task tokens; and the present, as it
 * has fractions of a second or is a number of seconds or milliseconds since 1970.
 *
 * @param now a time of the run
 */
record RepeatableValues(Instant now) {

    private static final String ID = "(id)";
    private static final String TIME = "(time)";
    private static final Pattern UUID = Pattern.compile("\\b[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}\\b");
    private static final Pattern PRECISE_TIME =
            Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d\\.\\d+(?:Z|[+-]\\d\\d:?\\d\\d)?");
    private static final Pattern SECONDS = Pattern.compile("\\d{10}(?:\\.\\d{1,9})?");
    private static final Pattern MILLISECONDS = Pattern.compile("\\d{13}");
    private static final double MS_PER_SECOND = 1000;
    private static final double YEAR = 366 * 24 * 60 * 60;

    JsonElement of(JsonElement value) {
        if (value instanceof JsonObject object) {
            var repeatable = new JsonObject();
            object.entrySet().forEach(member -> repeatable.add(text(member.getKey()), of(member.getValue())));
            return repeatable;
        }
        if (value instanceof JsonArray array) {
            var repeatable = new JsonArray();
            array.forEach(element -> repeatable.add(of(element)));
            return repeatable;
        }
        return value instanceof JsonPrimitive primitive ? of(primitive) : value;
    }

    private JsonPrimitive of(JsonPrimitive value) {
        if (value.isString()) {
            return new JsonPrimitive(text(value.getAsString()));
        }
        return value.isNumber() && isPresent(value.getAsString()) ? new JsonPrimitive(TIME) : value;
    }

    private static String text(String text) {
        var withoutIds = UUID.matcher(text).replaceAll(ID);
        return PRECISE_TIME.matcher(withoutIds).replaceAll(TIME);
    }

    /** Whether a number means a time within a year of the run. */
    private boolean isPresent(String number) {
        return (SECONDS.matcher(number).matches() && isPresent(Double.parseDouble(number)))
                || (MILLISECONDS.matcher(number).matches() && isPresent(Double.parseDouble(number) / MS_PER_SECOND));
    }

    private boolean isPresent(double seconds) {
        return Math.abs(seconds - now.getEpochSecond()) < YEAR;
    }
}
