package stepfunction.asl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain Java values, on which Jayway and JSONata work: Map, List, String, Long (or BigInteger), Double, Boolean and
 * null. So 1 and 1.0 stay apart, as in Step Functions. Values never change.
 */
final class JsonValues {

    private JsonValues() {}

    /** @throws InvalidJsonException for a number beyond a double, which JSON could not hold again */
    static @Nullable Object fromGson(JsonElement element) {
        if (element instanceof JsonObject object) {
            var map = new LinkedHashMap<String, @Nullable Object>();
            object.asMap().forEach((name, value) -> map.put(name, fromGson(value)));
            return map;
        }
        if (element instanceof JsonArray array) {
            var list = new ArrayList<@Nullable Object>(array.size());
            array.forEach(value -> list.add(fromGson(value)));
            return list;
        }
        if (element instanceof JsonPrimitive primitive) {
            return scalar(primitive);
        }
        return null;
    }

    private static Object scalar(JsonPrimitive primitive) {
        if (primitive.isString()) {
            return primitive.getAsString();
        }
        if (primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        return number(primitive.getAsString());
    }

    private static Number number(String text) {
        if (text.chars().allMatch(each -> Character.isDigit(each) || each == '-')) {
            var integer = new BigInteger(text);
            return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : integer;
        }
        var number = Double.parseDouble(text);
        if (Double.isInfinite(number)) {
            throw new InvalidJsonException(
                    "the execution's data must not have a number beyond a double, has %s".formatted(text));
        }
        return number;
    }

    static JsonElement toGson(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            var object = new JsonObject();
            map.forEach((name, each) -> object.add(String.valueOf(name), toGson(each)));
            return object;
        }
        if (value instanceof List<?> list) {
            var array = new JsonArray(list.size());
            list.forEach(each -> array.add(toGson(each)));
            return array;
        }
        if (value instanceof String text) {
            return new JsonPrimitive(text);
        }
        if (value instanceof Boolean bool) {
            return new JsonPrimitive(bool);
        }
        if (value instanceof Number number) {
            return new JsonPrimitive(number);
        }
        return JsonNull.INSTANCE;
    }

    /** JSON without spaces. */
    static String text(@Nullable Object value) {
        return toGson(value).toString();
    }

    /** @throws InvalidJsonException if it is no JSON; of two equal keys the last counts, as in Step Functions */
    static @Nullable Object parse(String text) {
        var reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            var element = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new InvalidJsonException("must be one JSON value");
            }
            return fromGson(element);
        } catch (JsonParseException | IOException e) {
            throw new InvalidJsonException("must be JSON");
        }
    }

    /** The JSON type, as messages of Step Functions name it. */
    static String typeOf(@Nullable Object value) {
        if (value instanceof Map) {
            return "object";
        }
        if (value instanceof List) {
            return "array";
        }
        if (value instanceof Number) {
            return "number";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        return value == null ? "null" : "string";
    }
}
