package stepfunction.asl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The values of placeholders, put in their place in a copy of some JSON.
 *
 * @param values by the name of the placeholder
 */
record Rendering(Map<String, JsonPrimitive> values) {

    static Rendering of(Map<String, ?> values) {
        return new Rendering(values.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Rendering::primitive)));
    }

    private static JsonPrimitive primitive(Map.Entry<String, ?> value) {
        if (value.getValue() instanceof String text) {
            return new JsonPrimitive(text);
        }
        if (value.getValue() instanceof Number number) {
            return new JsonPrimitive(number);
        }
        throw new IllegalArgumentException(
                "${%s} must be a text or a number, was %s".formatted(value.getKey(), value.getValue()));
    }

    JsonObject object(JsonObject object) {
        var rendered = new JsonObject();
        object.asMap().forEach((name, value) -> rendered.add(name, element(value)));
        return rendered;
    }

    JsonElement element(JsonElement element) {
        if (element instanceof JsonObject object) {
            return object(object);
        }
        if (element instanceof JsonArray array) {
            var rendered = new JsonArray();
            array.forEach(value -> rendered.add(element(value)));
            return rendered;
        }
        if (element instanceof JsonPrimitive primitive && primitive.isString()) {
            var value = Placeholder.parse(primitive.getAsString())
                    .map(Placeholder::name)
                    .map(values::get);
            return value.<JsonElement>map(found -> found).orElse(primitive);
        }
        return element;
    }
}
