package stepfunction.asl;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a field may be.
 *
 * @param rule what stands behind "must be"
 */
record FieldValue(String rule, Predicate<JsonElement> isValid) {

    static final FieldValue ANYTHING = new FieldValue("anything", value -> true);
    static final FieldValue TEXT = new FieldValue("a text", FieldValue::isText);
    static final FieldValue FLAG = new FieldValue("true or false", FieldValue::isFlag);
    static final FieldValue NUMBER =
            new FieldValue("a number", value -> number(value).isPresent());
    static final FieldValue OBJECT = new FieldValue("a JSON object", JsonElement::isJsonObject);
    static final FieldValue OBJECTS =
            new FieldValue("an array of JSON objects", value -> isArrayOf(value, JsonElement::isJsonObject));
    static final FieldValue SOME_OBJECTS = new FieldValue(
            "an array of one or more JSON objects",
            value -> isArrayOf(value, JsonElement::isJsonObject) && !isEmpty(value));
    static final FieldValue SOME_TEXTS = new FieldValue(
            "an array of one or more texts", value -> isArrayOf(value, FieldValue::isText) && !isEmpty(value));
    static final FieldValue STATES =
            new FieldValue("a JSON object with one or more states, each a JSON object", FieldValue::areStates);
    static final FieldValue TIMEOUT =
            new FieldValue("a whole number of seconds from 1 to 99999999", value -> isWhole(value, 1, 99_999_999));
    static final FieldValue DELAY =
            new FieldValue("a whole number of seconds from 0 to 99999999", value -> isWhole(value, 0, 99_999_999));
    static final FieldValue COUNT =
            new FieldValue("a whole number from 0", value -> isWhole(value, 0, Integer.MAX_VALUE));
    static final FieldValue PERCENTAGE = new FieldValue("a number from 0 to 100", value -> isBetween(value, 0, 100));
    static final FieldValue FACTOR = new FieldValue("a number from 1", value -> isBetween(value, 1, Integer.MAX_VALUE));
    static final FieldValue PATH = new FieldValue("a path, which begins with $", FieldValue::isPath);
    static final FieldValue PATH_OR_NULL =
            new FieldValue("a path, which begins with $, or null", value -> value.isJsonNull() || isPath(value));
    static final FieldValue PATH_OR_FUNCTION =
            new FieldValue("a path, which begins with $, or an intrinsic function", FieldValue::isPathOrFunction);
    /** RFC 3339. */
    static final FieldValue TIMESTAMP = new FieldValue("a time such as 2030-01-31T18:00:00Z", FieldValue::isTimestamp);

    static final FieldValue CONDITION =
            new FieldValue("true, false or an expression such as {% $states.input.known %}", FieldValue::isFlag);
    static final FieldValue JITTER = new FieldValue("FULL or NONE", value -> isOneOf(value, "FULL", "NONE"));
    static final FieldValue MODE =
            new FieldValue("INLINE or DISTRIBUTED", value -> isOneOf(value, "INLINE", "DISTRIBUTED"));

    /** A placeholder, and in JSONata an expression, stand for what is right. */
    boolean accepts(JsonElement value, QueryLanguage language) {
        if (isText(value)) {
            var text = value.getAsString();
            if (Placeholder.parse(text).isPresent() || (language == QueryLanguage.JSONATA && isExpression(text))) {
                return true;
            }
        }
        return isValid.test(value);
    }

    private static boolean isExpression(String text) {
        return text.startsWith("{%") && text.endsWith("%}");
    }

    static boolean isPathOrFunction(JsonElement value) {
        return isPath(value) || (isText(value) && value.getAsString().startsWith("States."));
    }

    private static boolean isPath(JsonElement value) {
        return isText(value) && value.getAsString().startsWith("$");
    }

    private static boolean isText(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isString();
    }

    private static boolean isFlag(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isBoolean();
    }

    private static boolean isOneOf(JsonElement value, String... texts) {
        return isText(value) && List.of(texts).contains(value.getAsString());
    }

    private static boolean isWhole(JsonElement value, int min, int max) {
        return isBetween(value, min, max)
                && number(value).filter(FieldValue::hasNoFraction).isPresent();
    }

    private static boolean hasNoFraction(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    private static boolean isBetween(JsonElement value, int min, int max) {
        return number(value)
                .filter(number -> number.compareTo(BigDecimal.valueOf(min)) >= 0
                        && number.compareTo(BigDecimal.valueOf(max)) <= 0)
                .isPresent();
    }

    private static Optional<BigDecimal> number(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isNumber()
                ? Fields.decimal(primitive)
                : Optional.empty();
    }

    private static boolean isArrayOf(JsonElement value, Predicate<JsonElement> isElement) {
        return value.isJsonArray() && value.getAsJsonArray().asList().stream().allMatch(isElement);
    }

    private static boolean isEmpty(JsonElement array) {
        return array.getAsJsonArray().isEmpty();
    }

    private static boolean areStates(JsonElement value) {
        return value.isJsonObject()
                && !value.getAsJsonObject().isEmpty()
                && value.getAsJsonObject().asMap().values().stream().allMatch(JsonElement::isJsonObject);
    }

    private static boolean isTimestamp(JsonElement value) {
        if (!isText(value)) {
            return false;
        }
        try {
            OffsetDateTime.parse(value.getAsString());
            return true;
        } catch (DateTimeParseException noTimestamp) {
            return false;
        }
    }
}
