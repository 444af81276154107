package stepfunction.lambda;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.Optional;

/**
 * The result of an invocation.
 *
 * @param text JSON of the payload or the error, or how the process ended; empty for a timeout
 */
record Answer(Kind kind, String text, Duration took) {

    /** The meaning of the text. */
    enum Kind {
        PAYLOAD,
        ERROR,
        EXITED,
        TIMED_OUT
    }

    /**
     * The value of a payload or an error; of two equal keys the last counts, as in Step Functions.
     *
     * @return empty where the text is no JSON, which a handler can write in place of its runtime
     * @throws CannotRunException where it is nested too deep to be read
     */
    public Optional<JsonElement> json() {
        if (depth(text) > MAX_DEPTH) {
            throw new CannotRunException(
                    "a function's response must not be nested deeper than %d levels on this machine; mock the state in the case"
                            .formatted(MAX_DEPTH));
        }
        try {
            var reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            var value = JsonParser.parseReader(reader);
            return reader.peek() == JsonToken.END_DOCUMENT ? Optional.of(value) : Optional.empty();
        } catch (JsonParseException | IOException e) {
            return Optional.empty();
        }
    }

    /** As StrictJson has it, which reads the input and the case. */
    private static final int MAX_DEPTH = 250;

    /** How deep a JSON text is nested. */
    private static int depth(String json) {
        var depth = 0;
        var deepest = 0;
        var isInString = false;
        for (var index = 0; index < json.length(); index++) {
            var each = json.charAt(index);
            if (isInString && each == '\\') {
                index++;
            } else if (each == '"') {
                isInString = !isInString;
            } else if (!isInString && (each == '{' || each == '[')) {
                depth++;
                deepest = Math.max(deepest, depth);
            } else if (!isInString && (each == '}' || each == ']')) {
                depth--;
            }
        }
        return deepest;
    }
}
