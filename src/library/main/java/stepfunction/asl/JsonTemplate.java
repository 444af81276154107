package stepfunction.asl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** JSON in which a string that is exactly <code>${Name}</code> stands for a text or a number, as in a definition. */
public record JsonTemplate(JsonElement json) {

    /**
     * Reads it.
     *
     * @throws InvalidJsonException if it is no JSON
     */
    public static JsonTemplate parse(String text) {
        return new JsonTemplate(StrictJson.parse(text));
    }

    /** The names of the placeholders of a JSON text; none where it is no JSON. */
    public static Stream<String> placeholdersIn(String json) {
        return placeholders(texts(json)).distinct();
    }

    /** The strings of a JSON text, keys left out; none where it is no JSON. */
    public static Stream<String> texts(String json) {
        try {
            return texts(StrictJson.parse(json));
        } catch (InvalidJsonException e) {
            return Stream.empty();
        }
    }

    /** The names of its placeholders. */
    public Set<String> placeholders() {
        return placeholders(texts(json)).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> placeholders(Stream<String> texts) {
        return texts.flatMap(text -> Placeholder.parse(text).stream()).map(Placeholder::name);
    }

    private static Stream<String> texts(JsonElement element) {
        if (element instanceof JsonObject object) {
            return object.asMap().values().stream().flatMap(JsonTemplate::texts);
        }
        if (element instanceof JsonArray array) {
            return array.asList().stream().flatMap(JsonTemplate::texts);
        }
        return element instanceof JsonPrimitive primitive && primitive.isString()
                ? Stream.of(primitive.getAsString())
                : Stream.empty();
    }

    /**
     * JSON text with values in place of the placeholders. One that the values do not name stays.
     *
     * @param values a text or a number by the name of the placeholder
     */
    public String render(Map<String, ?> values) {
        return Rendering.of(values).element(json).toString();
    }
}
