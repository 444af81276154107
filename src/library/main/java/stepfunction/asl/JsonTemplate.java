package stepfunction.asl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** JSON with placeholders in its strings and keys, as in a definition. */
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
    public static Set<String> placeholdersIn(String json) {
        return placeholders(texts(json));
    }

    /** The strings and keys of a JSON text; none where it is no JSON. */
    public static Stream<String> texts(String json) {
        try {
            return texts(StrictJson.parse(json));
        } catch (InvalidJsonException e) {
            return Stream.empty();
        }
    }

    /** The names of its placeholders. */
    public Set<String> placeholders() {
        return placeholders(texts(json));
    }

    /** In the order of the JSON. */
    private static Set<String> placeholders(Stream<String> texts) {
        return texts.flatMap(text -> Placeholder.in(text).stream())
                .map(Placeholder::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Stream<String> texts(JsonElement element) {
        if (element instanceof JsonObject object) {
            return object.entrySet().stream()
                    .flatMap(field -> Stream.concat(Stream.of(field.getKey()), texts(field.getValue())));
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
     * @param values by the name of the placeholder
     */
    public String render(Map<String, ?> values) {
        return rendered(values).toString();
    }

    /**
     * The JSON with values in place of the placeholders. One that the values do not name stays.
     *
     * @param values by the name of the placeholder
     * @throws InvalidJsonException if two keys of an object become the same
     */
    public JsonElement rendered(Map<String, ?> values) {
        return Rendering.of(values).element(json);
    }
}
