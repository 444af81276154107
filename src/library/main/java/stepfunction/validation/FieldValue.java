package stepfunction.validation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import stepfunction.asl.Fields;
import stepfunction.asl.Placeholder;
import stepfunction.asl.QueryLanguage;

/** The values that a field may have. */
enum FieldValue {
    ANYTHING("anything"),
    TEXT("a text"),
    FLAG("true or false"),
    NUMBER("a number"),
    OBJECT("a JSON object"),
    OBJECTS("an array of JSON objects"),
    SOME_OBJECTS("an array of one or more JSON objects"),
    SOME_TEXTS("an array of one or more texts"),
    STATES("a JSON object with one or more states, each a JSON object"),
    TIMEOUT("a whole number of seconds from 1 to 99999999"),
    DELAY("a whole number of seconds from 0 to 99999999"),
    COUNT("a whole number from 0"),
    PERCENTAGE("a number from 0 to 100"),
    FACTOR("a number from 1"),
    PATH("a path, which begins with $"),
    PATH_OR_NULL("a path, which begins with $, or null"),
    PATH_OR_FUNCTION("a path, which begins with $, or an intrinsic function"),
    /** RFC 3339. */
    TIMESTAMP("a time such as 2030-01-31T18:00:00Z"),
    CONDITION("true, false or an expression such as {% $states.input.known %}"),
    JITTER("FULL or NONE"),
    MODE("INLINE or DISTRIBUTED");

    private static final int MAX_SECONDS = 99_999_999;

    private final String rule;

    FieldValue(String rule) {
        this.rule = rule;
    }

    /** Completes the sentence "must be ...". */
    String rule() {
        return rule;
    }

    /** A placeholder, and in JSONata an expression, stand for what is right. A space around the expression is reported elsewhere. */
    boolean accepts(JsonElement value, QueryLanguage language) {
        return isPlaceholder(value)
                || (isText(value) && language.isExpression(value.getAsString().strip()))
                || isValid(value);
    }

    private boolean isValid(JsonElement value) {
        return switch (this) {
            case ANYTHING -> true;
            case TEXT -> isText(value);
            case FLAG, CONDITION -> isFlag(value);
            case NUMBER -> number(value).isPresent();
            case OBJECT -> value.isJsonObject();
            case OBJECTS -> areObjects(value);
            case SOME_OBJECTS -> areObjects(value) && !isEmpty(value);
            case SOME_TEXTS -> areTexts(value) && !isEmpty(value);
            case STATES -> areStates(value);
            case TIMEOUT -> isWhole(value) && isBetween(value, 1, MAX_SECONDS);
            case DELAY -> isWhole(value) && isBetween(value, 0, MAX_SECONDS);
            case COUNT -> isWhole(value) && isBetween(value, 0, Integer.MAX_VALUE);
            case PERCENTAGE -> isBetween(value, 0, 100);
            case FACTOR -> isBetween(value, 1, Integer.MAX_VALUE);
            case PATH -> isPath(value);
            case PATH_OR_NULL -> isPath(value) || value.isJsonNull();
            case PATH_OR_FUNCTION -> isPathOrFunction(value);
            case TIMESTAMP -> isTimestamp(value);
            case JITTER -> isOneOf(value, Set.of("FULL", "NONE"));
            case MODE -> isOneOf(value, Set.of("INLINE", "DISTRIBUTED"));
        };
    }

    private static boolean isPlaceholder(JsonElement value) {
        return isText(value) && Placeholder.parse(value.getAsString()).isPresent();
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

    private static boolean isOneOf(JsonElement value, Set<String> texts) {
        return isText(value) && texts.contains(value.getAsString());
    }

    private static boolean isWhole(JsonElement value) {
        var number = number(value);
        return number.isPresent() && number.get().stripTrailingZeros().scale() <= 0;
    }

    private static boolean isBetween(JsonElement value, int min, int max) {
        var number = number(value);
        return number.isPresent()
                && number.get().compareTo(BigDecimal.valueOf(min)) >= 0
                && number.get().compareTo(BigDecimal.valueOf(max)) <= 0;
    }

    private static Optional<BigDecimal> number(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isNumber()
                ? Fields.decimal(primitive)
                : Optional.empty();
    }

    private static boolean areObjects(JsonElement value) {
        return value instanceof JsonArray array && areAllObjects(array);
    }

    private static boolean areStates(JsonElement value) {
        return value instanceof JsonObject object
                && !object.isEmpty()
                && areAllObjects(object.asMap().values());
    }

    private static boolean areAllObjects(Iterable<JsonElement> values) {
        for (var value : values) {
            if (!value.isJsonObject()) {
                return false;
            }
        }
        return true;
    }

    private static boolean areTexts(JsonElement value) {
        if (!value.isJsonArray()) {
            return false;
        }
        for (var element : value.getAsJsonArray()) {
            if (!isText(element)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEmpty(JsonElement array) {
        return array.getAsJsonArray().isEmpty();
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
