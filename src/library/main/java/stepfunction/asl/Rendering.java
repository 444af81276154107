package stepfunction.asl;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values of placeholders, put in their place in a copy of some JSON. A string that is a placeholder becomes its value, whatever
 * the type; within a longer string and in a key, a value that is no text is written as JSON.
 *
 * @param values by the name of the placeholder
 */
record Rendering(Map<String, JsonElement> values) {

    private static final Gson JSON = new GsonBuilder().serializeNulls().create();

    static Rendering of(Map<String, ?> values) {
        var elements = new HashMap<String, JsonElement>();
        for (var value : values.entrySet()) {
            elements.put(value.getKey(), element(value.getKey(), value.getValue()));
        }
        return new Rendering(Map.copyOf(elements));
    }

    private static JsonElement element(String name, Object value) {
        if (value instanceof JsonElement element) {
            return element;
        }
        if (value instanceof String text) {
            return new JsonPrimitive(text);
        }
        if (value instanceof Number number) {
            return new JsonPrimitive(number);
        }
        if (value instanceof Boolean flag) {
            return new JsonPrimitive(flag);
        }
        if (value instanceof Map || value instanceof Collection) {
            return JSON.toJsonTree(value);
        }
        throw new IllegalArgumentException(
                "${%s} must be a text, a number, a boolean, a list or a map, was %s".formatted(name, value));
    }

    /** @throws InvalidJsonException if two keys of an object become the same */
    JsonObject object(JsonObject object) {
        var rendered = new JsonObject();
        for (var field : object.entrySet()) {
            var key = text(field.getKey());
            if (rendered.has(key)) {
                throw new InvalidJsonException(
                        "must have the key \"%s\" once, but %s becomes the same".formatted(key, field.getKey()));
            }
            rendered.add(key, element(field.getValue()));
        }
        return rendered;
    }

    private JsonArray array(JsonArray array) {
        var rendered = new JsonArray();
        for (var value : array) {
            rendered.add(element(value));
        }
        return rendered;
    }

    JsonElement element(JsonElement element) {
        if (element instanceof JsonObject object) {
            return object(object);
        }
        if (element instanceof JsonArray array) {
            return array(array);
        }
        return element instanceof JsonPrimitive primitive && primitive.isString() ? string(primitive) : element;
    }

    private JsonElement string(JsonPrimitive string) {
        var text = string.getAsString();
        var whole = Placeholder.parse(text).map(placeholder -> values.get(placeholder.name()));
        return whole.orElseGet(() -> new JsonPrimitive(text(text)));
    }

    private String text(String text) {
        return Placeholder.replaceIn(
                text,
                placeholder ->
                        Optional.ofNullable(values.get(placeholder.name())).map(Rendering::asText));
    }

    private static String asText(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isString()
                ? primitive.getAsString()
                : value.toString();
    }
}
