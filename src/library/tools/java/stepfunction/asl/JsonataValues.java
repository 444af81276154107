package stepfunction.asl;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as the library for JSONata wants them: null is an object of its own, since Java's null is undefined; a whole number is an Integer. */
final class JsonataValues {

    private JsonataValues() {}

    static Object toJsonata(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            var converted = new LinkedHashMap<String, Object>();
            map.forEach((name, each) -> converted.put(String.valueOf(name), toJsonata(each)));
            return converted;
        }
        if (value instanceof List<?> list) {
            var converted = new ArrayList<>(list.size());
            list.forEach(each -> converted.add(toJsonata(each)));
            return converted;
        }
        if (value instanceof Long number && number == number.intValue()) {
            return number.intValue(); // 1 as a Long is not the 1 of an expression.
        }
        if (value == null) {
            return Jsonata.NULL_VALUE;
        }
        return value instanceof Number number && !(number instanceof Long) ? number.doubleValue() : value;
    }

    static @Nullable Object fromJsonata(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            var converted = new LinkedHashMap<String, @Nullable Object>();
            map.forEach((name, each) -> converted.put(String.valueOf(name), fromJsonata(each)));
            return converted;
        }
        if (value instanceof List<?> list) {
            var converted = new ArrayList<@Nullable Object>(list.size());
            list.forEach(each -> converted.add(fromJsonata(each)));
            return converted;
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        return value == Jsonata.NULL_VALUE ? null : value;
    }

    /** Whether it is a function, or holds one, and so is no JSON. */
    static boolean holdsFunction(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(JsonataValues::holdsFunction);
        }
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(JsonataValues::holdsFunction);
        }
        return value instanceof Parser.Symbol || value instanceof Jsonata.JFunction || value instanceof Jsonata.JLambda;
    }
}
