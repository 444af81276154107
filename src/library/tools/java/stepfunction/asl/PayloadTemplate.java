package stepfunction.asl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stepfunction.expressions.Intrinsic;

/**
 * Makes values of payload templates, in which the value of a field whose name ends in {@code .$} is a path or a call of an
 * intrinsic function: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-inputpath-params.html.
 */
final class PayloadTemplate {

    private static final String DYNAMIC = ".$";

    private final JsonPathEvaluator paths;
    private final IntrinsicEvaluator functions;
    private final Map<String, Intrinsic.FunctionCall> calls = new HashMap<>();

    PayloadTemplate(JsonPathEvaluator paths) {
        this.paths = paths;
        this.functions = new IntrinsicEvaluator(paths);
    }

    @Nullable
    Object evaluate(JsonElement template, Bindings bindings) {
        if (template instanceof JsonObject object) {
            return object(object, bindings);
        }
        if (template instanceof JsonArray array) {
            var list = new ArrayList<@Nullable Object>();
            array.forEach(element -> list.add(evaluate(element, bindings)));
            return list;
        }
        return JsonValues.fromGson(template);
    }

    /** The constants in their order, then what is dynamic in the order of a HashMap, as Step Functions shows it. */
    private Map<String, @Nullable Object> object(JsonObject object, Bindings bindings) {
        var result = new LinkedHashMap<String, @Nullable Object>();
        var dynamic = new HashMap<String, @Nullable Object>();
        object.asMap().forEach((name, value) -> {
            if (name.endsWith(DYNAMIC)) {
                var field = name.substring(0, name.length() - DYNAMIC.length());
                dynamic.put(field, field(name, value, bindings));
            } else {
                result.put(name, evaluate(value, bindings));
            }
        });
        result.putAll(dynamic);
        return result;
    }

    private @Nullable Object field(String name, JsonElement value, Bindings bindings) {
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) {
            return expression(value.getAsString(), name, bindings);
        }
        throw StateError.runtime(
                "The value for the field '%s' must be a JSONPath or an intrinsic function".formatted(name));
    }

    /**
     * The value of a path or of a call.
     *
     * @param field which an error names
     */
    @Nullable
    Object expression(String text, String field, Bindings bindings) {
        if (Intrinsic.isCall(text)) {
            return functions.evaluate(calls.computeIfAbsent(text, Intrinsic::parse), bindings);
        }
        try {
            return paths.readLeniently(text, bindings);
        } catch (JsonPathEvaluator.MissingPathException e) {
            throw StateError.runtime(
                    "The JSONPath '%s' specified for the field '%s' could not be found in the input '%s'"
                            .formatted(text, field, JsonValues.text(e.document())));
        }
    }
}
