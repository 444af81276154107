package stepfunction.asl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON object's fields by the type that a reader wants. A field of another type counts as absent here, so that nonsense
 * can be read on; {@link #get} shows it as it stands.
 */
public record Fields(JsonObject json) {

    public boolean has(String name) {
        return json.has(name);
    }

    public Optional<JsonElement> get(String name) {
        return Optional.ofNullable(json.get(name));
    }

    public Optional<String> text(String name) {
        return json.get(name) instanceof JsonPrimitive value && value.isString()
                ? Optional.of(value.getAsString())
                : Optional.empty();
    }

    /** A number, exactly as it is written. */
    public Optional<BigDecimal> number(String name) {
        return json.get(name) instanceof JsonPrimitive value && value.isNumber() ? decimal(value) : Optional.empty();
    }

    /** A number without a fraction that fits into a {@code long}; {@code 2.0} is one. */
    public Optional<Long> integer(String name) {
        return number(name).flatMap(Fields::exactLong);
    }

    /** Whether the field is {@code true}, the boolean. */
    public boolean isTrue(String name) {
        return json.get(name) instanceof JsonPrimitive value && value.isBoolean() && value.getAsBoolean();
    }

    public Optional<JsonObject> object(String name) {
        return json.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    /** The elements of an array with their place in it, such as {@code Catch[1]}. */
    public List<Element> elements(String name) {
        var elements = new ArrayList<Element>();
        if (json.get(name) instanceof JsonArray array) {
            for (int index = 0; index < array.size(); index++) {
                elements.add(new Element(name + "[" + index + "]", array.get(index)));
            }
        }
        return List.copyOf(elements);
    }

    /** The objects in an array; what is no object is left out. */
    public List<JsonObject> objects(String name) {
        var objects = new ArrayList<JsonObject>();
        for (var element : elements(name)) {
            if (element.value() instanceof JsonObject object) {
                objects.add(object);
            }
        }
        return List.copyOf(objects);
    }

    /** The texts in an array; what is no text is left out. */
    public List<String> texts(String name) {
        var texts = new ArrayList<String>();
        for (var element : elements(name)) {
            if (element.value() instanceof JsonPrimitive value && value.isString()) {
                texts.add(value.getAsString());
            }
        }
        return List.copyOf(texts);
    }

    /** One value of an array, and where it stands. */
    public record Element(String field, JsonElement value) {
        public Optional<JsonObject> object() {
            return value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        }
    }

    /** Absent where the exponent is beyond what Java reads. */
    public static Optional<BigDecimal> decimal(JsonPrimitive number) {
        try {
            return Optional.of(number.getAsBigDecimal());
        } catch (NumberFormatException beyondAnyExponent) {
            return Optional.empty();
        }
    }

    private static Optional<Long> exactLong(BigDecimal number) {
        try {
            return Optional.of(number.longValueExact());
        } catch (ArithmeticException fractionOrTooLarge) {
            return Optional.empty();
        }
    }
}
