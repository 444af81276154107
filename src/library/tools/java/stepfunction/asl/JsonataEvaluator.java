package stepfunction.asl;

import com.dashjoin.jsonata.Bounds;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import stepfunction.expressions.JsonataExpression;

/**
 * Evaluates JSON in which a text of the form <code>{% expression %}</code> stands for its value:
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html.
 */
final class JsonataEvaluator {

    private final Map<String, JsonataExpression> parsed = new HashMap<>();

    static boolean isExpression(JsonElement value) {
        return value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isString()
                && QueryLanguage.JSONATA.isExpression(value.getAsString());
    }

    private LocatedExpression expression(JsonElement template, String field) {
        return new LocatedExpression(parsed.computeIfAbsent(template.getAsString(), JsonataExpression::parse), field);
    }

    /**
     * The values to which expressions can refer.
     *
     * @param states {@code $states}: input, context, and result or errorOutput
     * @param millis the time that {@code $millis} and {@code $now} return
     */
    record Environment(Map<String, @Nullable Object> states, Variables variables, Supplier<Long> millis) {}

    /**
     * The value of JSON with expressions in it.
     *
     * @param field the path of the field, such as {@code Arguments/Key}, which an error names
     * @throws StateError States.QueryEvaluationError
     */
    @Nullable
    Object evaluate(JsonElement template, String field, Environment environment) {
        if (template instanceof JsonObject object) {
            var result = new LinkedHashMap<String, @Nullable Object>();
            object.asMap().forEach((name, value) -> result.put(name, evaluate(value, field + "/" + name, environment)));
            return result;
        }
        if (template instanceof JsonArray array) {
            var result = new ArrayList<@Nullable Object>();
            for (int index = 0; index < array.size(); index++) {
                result.add(evaluate(array.get(index), "%s[%d]".formatted(field, index), environment));
            }
            return result;
        }
        return isExpression(template)
                ? evaluate(expression(template, field), environment)
                : JsonValues.fromGson(template);
    }

    /** As {@link #evaluate}, of a field that must have one JSON type, such as {@code array}. */
    @Nullable
    Object evaluate(JsonElement template, String field, Environment environment, String type) {
        var value = evaluate(template, field, environment);
        if (isExpression(template) && !JsonValues.typeOf(value).equals(type)) {
            throw expression(template, field)
                    .error("returned an unexpected result type. Expected '%s', but was '%s' for value: %s"
                            .formatted(type, JsonValues.typeOf(value), JsonValues.text(value)));
        }
        return value;
    }

    /** An expression, and the field that holds it. */
    private record LocatedExpression(JsonataExpression parsed, String field) {
        String text() {
            return parsed.text();
        }

        StateError error(String what) {
            return StateError.queryEvaluation(
                    "The JSONata expression '%s' specified for the field '%s' %s".formatted(text(), field, what));
        }
    }

    private @Nullable Object evaluate(LocatedExpression expression, Environment environment) {
        var jsonata = expression.parsed().library();
        var frame = jsonata.createFrame();
        frame.bind("states", JsonataValues.toJsonata(environment.states()));
        environment.variables().all().forEach((name, value) -> {
            if (expression.text().contains("$" + name)) {
                frame.bind(name, JsonataValues.toJsonata(value));
            }
        });
        JsonataFunctions.bind(frame, environment.millis());
        var value = run(jsonata, frame, expression);
        if (value == null) {
            throw expression.error("returned nothing (undefined).");
        }
        if (JsonataValues.holdsFunction(value)) {
            throw expression.error("returned an unsupported result type.");
        }
        return JsonataValues.fromJsonata(value);
    }

    private static @Nullable Object run(Jsonata jsonata, Jsonata.Frame frame, LocatedExpression expression) {
        try {
            return Bounds.evaluate(jsonata, frame);
        } catch (JException e) {
            throw expression.error("threw an error during evaluation" + described(e));
        }
    }

    /** Errors of the language have a code, such as T1006; those of the bounds and of added functions are texts. */
    private static String described(JException e) {
        return isCode(e.getError()) ? ". %s: %s".formatted(e.getError(), e.getMessage()) : ": " + e.getError();
    }

    private static boolean isCode(String error) {
        return error.length() == 5 && error.substring(1).chars().allMatch(Character::isDigit);
    }
}
