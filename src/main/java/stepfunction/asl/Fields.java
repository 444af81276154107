package stepfunction.asl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        return primitive(name).filter(JsonPrimitive::isString).map(JsonPrimitive::getAsString);
    }

    /** A number, exactly as it is written. */
    public Optional<BigDecimal> number(String name) {
        return primitive(name).filter(JsonPrimitive::isNumber).flatMap(Fields::decimal);
    }

    /** A number without a fraction that fits into a {@code long}; {@code 2.0} is one. */
    public Optional<Long> integer(String name) {
        return number(name).flatMap(Fields::exactLong);
    }

    /** Whether the field is {@code true}, the boolean. */
    public boolean isTrue(String name) {
        return primitive(name)
                .filter(value -> value.isBoolean() && value.getAsBoolean())
                .isPresent();
    }

    public Optional<JsonObject> object(String name) {
        return get(name).filter(JsonElement::isJsonObject).map(JsonElement::getAsJsonObject);
    }

    public Optional<JsonArray> array(String name) {
        return get(name).filter(JsonElement::isJsonArray).map(JsonElement::getAsJsonArray);
    }

    /** The elements of an array with their place in it, such as {@code Catch[1]}. */
    List<Element> elements(String name) {
        var elements = array(name).map(JsonArray::asList).orElse(List.of());
        return Stream.iterate(0, index -> index < elements.size(), index -> index + 1)
                .map(index -> new Element(name + "[" + index + "]", elements.get(index)))
                .toList();
    }

    /** The objects in an array; what is no object is left out. */
    public List<JsonObject> objects(String name) {
        return elements(name).stream()
                .flatMap(element -> element.object().stream())
                .toList();
    }

    /** The texts in an array; what is no text is left out. */
    public List<String> texts(String name) {
        return elements(name).stream()
                .map(Element::value)
                .filter(value -> value instanceof JsonPrimitive primitive && primitive.isString())
                .map(JsonElement::getAsString)
                .toList();
    }

    /** One value of an array, and where it stands. */
    record Element(String field, JsonElement value) {
        Optional<JsonObject> object() {
            return value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        }
    }

    private Optional<JsonPrimitive> primitive(String name) {
        return get(name).filter(JsonElement::isJsonPrimitive).map(JsonElement::getAsJsonPrimitive);
    }

    /** Absent where the exponent is beyond what Java reads. */
    static Optional<BigDecimal> decimal(JsonPrimitive number) {
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
