package stepfunction.asl;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import stepfunction.validation.ChoiceCheck;

/**
 * Decides the rules of a Choice in JSONPath: https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html. A value
 * of another type than the operator's makes a rule false.
 */
final class ChoiceRules {

    private static final Map<String, IntPredicate> COMPARISONS = Map.of(
            "Equals", order -> order == 0,
            "LessThan", order -> order < 0,
            "LessThanEquals", order -> order <= 0,
            "GreaterThan", order -> order > 0,
            "GreaterThanEquals", order -> order >= 0);

    private final JsonPathEvaluator paths;
    private final Bindings bindings;

    ChoiceRules(JsonPathEvaluator paths, Bindings bindings) {
        this.paths = paths;
        this.bindings = bindings;
    }

    boolean matches(JsonObject rule) {
        var fields = new Fields(rule);
        if (fields.has("And")) {
            return fields.objects("And").stream().allMatch(this::matches);
        }
        if (fields.has("Or")) {
            return fields.objects("Or").stream().anyMatch(this::matches);
        }
        if (fields.has("Not")) {
            return fields.object("Not").filter(this::matches).isEmpty();
        }
        var operator = operator(rule);
        return operator.isPresent() && compare(variable(fields), operator.get(), rule.get(operator.get()));
    }

    /** A field that the check only warns about is no operator. */
    private static Optional<String> operator(JsonObject rule) {
        return rule.keySet().stream().filter(ChoiceCheck::isOperator).findFirst();
    }

    private static String variable(Fields rule) {
        return rule.text("Variable").orElseThrow(() -> StateError.runtime("A choice rule has no Variable."));
    }

    private boolean compare(String variable, String operator, JsonElement operand) {
        if (operator.equals("IsPresent")) {
            return isPresent(variable) == operand.getAsBoolean();
        }
        var value = read(variable);
        if (operator.startsWith("Is")) {
            return isOfType(value, operator) == operand.getAsBoolean();
        }
        if (operator.endsWith("Path")) {
            var name = operator.substring(0, operator.length() - "Path".length());
            return compare(value, name, read(operand.getAsString()));
        }
        return compare(value, operator, JsonValues.fromGson(operand));
    }

    private boolean isPresent(String path) {
        try {
            paths.read(path, bindings);
            return true;
        } catch (JsonPathEvaluator.MissingPathException e) {
            return false;
        }
    }

    private @Nullable Object read(String path) {
        try {
            return paths.read(path, bindings);
        } catch (JsonPathEvaluator.MissingPathException e) {
            throw StateError.runtime("Invalid path '%s': The choice state's condition path references an invalid value."
                    .formatted(path));
        }
    }

    private static boolean isOfType(@Nullable Object value, String operator) {
        return switch (operator) {
            case "IsNull" -> value == null;
            case "IsNumeric" -> value instanceof Number;
            case "IsString" -> value instanceof String;
            case "IsBoolean" -> value instanceof Boolean;
            case "IsTimestamp" -> timestamp(value).isPresent();
            default -> throw unknown(operator);
        };
    }

    private static boolean compare(@Nullable Object value, String operator, @Nullable Object operand) {
        if (operator.equals("StringMatches")) {
            return value instanceof String text
                    && operand instanceof String pattern
                    && StringPattern.matches(pattern, text);
        }
        if (operator.startsWith("String")) {
            return value instanceof String text
                    && operand instanceof String other
                    && holds(operator, "String", text.compareTo(other));
        }
        if (operator.startsWith("Numeric")) {
            return value instanceof Number number
                    && operand instanceof Number other
                    && holds(operator, "Numeric", decimal(number).compareTo(decimal(other)));
        }
        if (operator.startsWith("Timestamp")) {
            var time = timestamp(value);
            var other = timestamp(operand);
            return time.isPresent()
                    && other.isPresent()
                    && holds(operator, "Timestamp", time.get().compareTo(other.get()));
        }
        if (operator.equals("BooleanEquals")) {
            return value instanceof Boolean && value.equals(operand);
        }
        throw unknown(operator);
    }

    private static boolean holds(String operator, String type, int order) {
        var comparison = COMPARISONS.get(operator.substring(type.length()));
        if (comparison == null) {
            throw unknown(operator);
        }
        return comparison.test(order);
    }

    private static BigDecimal decimal(Number number) {
        return new BigDecimal(number.toString());
    }

    /** With an offset from UTC; a time without one is none. */
    static Optional<Instant> timestamp(@Nullable Object value) {
        try {
            return value instanceof String text
                    ? Optional.of(OffsetDateTime.parse(text).toInstant())
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static StateError unknown(String operator) {
        return StateError.runtime("There is no operator " + operator);
    }
}
