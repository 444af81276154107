package stepfunction.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The rule by which a value is what a case expects: an object has the expected members and may have others, an array has the
 * same elements by this rule, and anything else is equal, numbers by value. {@code .github/check-execution.py} has the same.
 *
 * @param exact whether an object has the expected members alone
 * @param varying what need not be equal
 */
record JsonComparison(boolean exact, Varying varying) {

    JsonComparison(boolean exact) {
        this(exact, Varying.NOTHING);
    }

    /** One place where a value is not what was expected, such as: output.key must be "value", was absent. */
    record Difference(String path, String expected, String actual) {
        @Override
        public String toString() {
            return "%s must be %s, was %s".formatted(path, expected, actual);
        }
    }

    static final String ABSENT = "absent";

    /** @param path of the value, such as {@code output} */
    List<Difference> differences(String path, JsonElement expected, JsonElement actual) {
        if (expected instanceof JsonObject expectedObject && actual instanceof JsonObject actualObject) {
            return inObject(path, expectedObject, actualObject);
        }
        if (expected instanceof JsonArray expectedArray && actual instanceof JsonArray actualArray) {
            return inArray(path, expectedArray, actualArray);
        }
        return isEqual(expected, actual)
                ? List.of()
                : List.of(new Difference(path, expected.toString(), actual.toString()));
    }

    private List<Difference> inObject(String path, JsonObject expected, JsonObject actual) {
        var differences = new ArrayList<Difference>();
        expected.asMap().forEach((name, value) -> {
            var member = path + "." + name;
            if (actual.has(name)) {
                differences.addAll(differences(member, value, actual.get(name)));
            } else {
                differences.add(new Difference(member, value.toString(), ABSENT));
            }
        });
        if (exact) {
            actual.asMap().forEach((name, value) -> {
                if (!expected.has(name)) {
                    differences.add(new Difference(path + "." + name, ABSENT, value.toString()));
                }
            });
        }
        return differences;
    }

    private List<Difference> inArray(String path, JsonArray expected, JsonArray actual) {
        if (expected.size() != actual.size()) {
            return List.of(new Difference(path, expected.toString(), actual.toString()));
        }
        return IntStream.range(0, expected.size())
                .boxed()
                .flatMap(index -> element(path, expected, actual, index))
                .toList();
    }

    private Stream<Difference> element(String path, JsonArray expected, JsonArray actual, int index) {
        return differences("%s[%d]".formatted(path, index), expected.get(index), actual.get(index)).stream();
    }

    private boolean isEqual(JsonElement expected, JsonElement actual) {
        if (isText(expected) && isText(actual)) {
            return expected.equals(actual) || varying.allows(actual.getAsString(), expected.getAsString());
        }
        if (!isNumber(expected) || !isNumber(actual)) {
            return expected.equals(actual);
        }
        try {
            var number = new BigDecimal(actual.getAsString());
            return new BigDecimal(expected.getAsString()).compareTo(number) == 0 || varying.allows(number);
        } catch (NumberFormatException beyondAnyExponent) {
            return expected.getAsString().equals(actual.getAsString());
        }
    }

    private static boolean isText(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isString();
    }

    private static boolean isNumber(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isNumber();
    }
}
