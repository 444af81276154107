package stepfunction.asl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;

/**
 * A parser of JSON as RFC 8259 has it: no comment, no key twice in an object, nothing before or after the value, and no half of a
 * surrogate pair, which no encoding has.
 */
public final class StrictJson {

    /** Deeper than any definition that a person can read; far from where Java's stack would end. */
    static final int MAX_DEPTH = 250;

    private final JsonReader reader;

    private StrictJson(String text) {
        reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
    }

    /**
     * Parses one value of any type.
     *
     * @throws InvalidJsonException with one sentence
     */
    public static JsonElement parse(String text) {
        if (text.startsWith("\uFEFF")) {
            throw new InvalidJsonException("must not begin with a byte order mark");
        }
        var json = new StrictJson(text);
        try {
            var value = json.value(0);
            json.requireEnd();
            return value;
        } catch (IOException | JsonParseException e) {
            throw json.invalid("must be strict JSON, without comments or trailing commas, but is not");
        }
    }

    private void requireEnd() {
        try {
            if (reader.peek() == JsonToken.END_DOCUMENT) {
                return;
            }
        } catch (IOException somethingFollows) {
            // A strict reader throws instead of returning the token.
        }
        throw invalid("must end after its first value, but goes on");
    }

    private JsonElement value(int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            // Without the place, whose path is as long as the nesting is deep.
            throw new InvalidJsonException("must not be nested deeper than %d levels".formatted(MAX_DEPTH));
        }
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object(depth);
            case BEGIN_ARRAY -> array(depth);
            case STRING -> new JsonPrimitive(wellFormed(reader.nextString()));
            case NUMBER, BOOLEAN, NULL -> JsonParser.parseReader(reader);
            case NAME, END_OBJECT, END_ARRAY, END_DOCUMENT -> throw invalid("must have a value");
        };
    }

    private JsonObject object(int depth) throws IOException {
        var object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            var name = wellFormed(reader.nextName());
            if (object.has(name)) {
                throw invalid("must have the key \"%s\" once".formatted(name));
            }
            object.add(name, value(depth + 1));
        }
        reader.endObject();
        return object;
    }

    private JsonArray array(int depth) throws IOException {
        var array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(value(depth + 1));
        }
        reader.endArray();
        return array;
    }

    private String wellFormed(String text) {
        for (var index = 0; index < text.length(); index++) {
            if (Character.isSurrogate(text.charAt(index))) {
                if (!isPair(text, index)) {
                    throw invalid(
                            "must not have half of a surrogate pair, has \\u%04x".formatted((int) text.charAt(index)));
                }
                index++;
            }
        }
        return text;
    }

    private static boolean isPair(String text, int index) {
        return index + 1 < text.length() && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
    }

    /** The reader describes itself as "JsonReader at line 1 column 2 path $.States". */
    private InvalidJsonException invalid(String rule) {
        var place =
                reader.toString().substring(reader.getClass().getSimpleName().length());
        return new InvalidJsonException(rule + place);
    }
}
