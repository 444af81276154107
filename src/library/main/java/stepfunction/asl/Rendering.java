package stepfunction.asl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HashMap;
import java.util.Map;

/**
 * The values of placeholders, put in their place in a copy of some JSON.
 *
 * @param values by the name of the placeholder
 */
record Rendering(Map<String, JsonPrimitive> values) {

    static Rendering of(Map<String, ?> values) {
        var primitives = new HashMap<String, JsonPrimitive>();
        for (var value : values.entrySet()) {
            primitives.put(value.getKey(), primitive(value.getKey(), value.getValue()));
        }
        return new Rendering(Map.copyOf(primitives));
    }

    private static JsonPrimitive primitive(String name, Object value) {
        if (value instanceof String text) {
            return new JsonPrimitive(text);
        }
        if (value instanceof Number number) {
            return new JsonPrimitive(number);
        }
        throw new IllegalArgumentException("${%s} must be a text or a number, was %s".formatted(name, value));
    }

    JsonObject object(JsonObject object) {
        var rendered = new JsonObject();
        for (var field : object.entrySet()) {
            rendered.add(field.getKey(), element(field.getValue()));
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
        return element instanceof JsonPrimitive primitive && primitive.isString() ? text(primitive) : element;
    }

    private JsonPrimitive text(JsonPrimitive text) {
        var placeholder = Placeholder.parse(text.getAsString());
        return placeholder.isPresent() ? values.getOrDefault(placeholder.get().name(), text) : text;
    }
}
