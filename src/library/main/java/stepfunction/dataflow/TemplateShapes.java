package stepfunction.dataflow;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import stepfunction.asl.Placeholder;
import stepfunction.asl.QueryLanguage;
import stepfunction.expressions.Expression;
import stepfunction.expressions.Intrinsic;
import stepfunction.expressions.JsonataExpression;
import stepfunction.expressions.PathExpression;

/** The shapes of what templates make: of {@code Parameters}, {@code Output} and the like, and of constants. */
final class TemplateShapes {

    private static final String COMPUTED = ".$";

    private static final Set<String> OF_TEXTS = Set.of(
            "States.Format",
            "States.JsonToString",
            "States.UUID",
            "States.Hash",
            "States.Base64Encode",
            "States.Base64Decode");

    private static final Set<String> OF_NUMBERS = Set.of("States.MathAdd", "States.MathRandom", "States.ArrayLength");

    /** By their text; one that does not parse is absent. */
    private final Map<String, Expression> expressions;

    TemplateShapes(Map<String, Expression> expressions) {
        this.expressions = Map.copyOf(expressions);
    }

    Optional<Expression> expression(String text) {
        return Optional.ofNullable(expressions.get(text));
    }

    /** The shape of what a template makes of data. */
    Shape of(JsonElement template, Data data, Origins maker) {
        if (template instanceof JsonObject object) {
            return object(object, data, maker);
        }
        if (template instanceof JsonArray array) {
            var elements = new ArrayList<Shape>();
            array.forEach(element -> elements.add(of(element, data, maker)));
            return new Shape.Tuple(elements, maker);
        }
        return template instanceof JsonPrimitive value ? primitive(value, data, maker) : Shape.anything();
    }

    /** The shape of a value that is taken literally: JSONata has no names that end in {@code .$}, and there are no expressions. */
    static Shape constant(JsonElement value, Origins maker) {
        var nothing = new Data(Shape.anything(), KnownVariables.NONE, QueryLanguage.JSONATA);
        return new TemplateShapes(Map.of()).of(value, nothing, maker);
    }

    private Shape object(JsonObject object, Data data, Origins maker) {
        var fields = new LinkedHashMap<String, Shape>();
        object.asMap().forEach((name, value) -> {
            if (data.language() == QueryLanguage.JSONPATH && name.endsWith(COMPUTED)) {
                var field = name.substring(0, name.length() - COMPUTED.length());
                fields.merge(field, computed(value, data, maker), Shape::join);
            } else {
                fields.merge(name, of(value, data, maker), Shape::join);
            }
        });
        return new Shape.Composite(fields, hasPlaceholder(object), maker);
    }

    /** It stands for a name that is unknown. */
    private static boolean hasPlaceholder(JsonObject object) {
        return object.keySet().stream().anyMatch(name -> name.contains("${"));
    }

    private Shape computed(JsonElement value, Data data, Origins maker) {
        return value instanceof JsonPrimitive text && text.isString()
                ? expression(text.getAsString())
                        .map(expression -> of(expression, data, maker))
                        .orElse(Shape.anything())
                : Shape.anything();
    }

    private Shape primitive(JsonPrimitive value, Data data, Origins maker) {
        if (value.isNumber()) {
            return new Shape.Scalar(Shape.Scalar.NUMBER, maker);
        }
        if (value.isBoolean()) {
            return new Shape.Scalar(Shape.Scalar.BOOLEAN, maker);
        }
        if (data.language().isExpression(value.getAsString())) {
            return computed(value, data, maker);
        }
        return isText(value.getAsString()) ? new Shape.Scalar(Shape.Scalar.TEXT, maker) : Shape.anything();
    }

    /** Not a placeholder, nor an expression that is mistakenly taken literally, which is reported elsewhere. */
    private static boolean isText(String value) {
        return Placeholder.parse(value).isEmpty()
                && !value.startsWith("$")
                && !Intrinsic.isCall(value)
                && !value.contains("{%");
    }

    /** The shape of what an expression makes of data. */
    Shape of(Expression expression, Data data, Origins maker) {
        if (expression instanceof JsonataExpression jsonata) {
            return new JsonataShapes(data, maker).of(jsonata);
        }
        return expression instanceof PathExpression path
                ? of(path, data)
                : call((Intrinsic.FunctionCall) expression, data, maker);
    }

    private static Shape of(PathExpression path, Data data) {
        var reads = DataRead.in(path);
        return reads.isEmpty() || !DataRead.isCertain(path)
                ? Shape.anything()
                : data.find(reads.get(0)).found();
    }

    private Shape call(Intrinsic.FunctionCall call, Data data, Origins maker) {
        if (OF_TEXTS.contains(call.function())) {
            return new Shape.Scalar(Shape.Scalar.TEXT, maker);
        }
        if (OF_NUMBERS.contains(call.function())) {
            return new Shape.Scalar(Shape.Scalar.NUMBER, maker);
        }
        if (call.function().equals("States.Array")) {
            return new Shape.Tuple(arguments(call, data, maker), maker);
        }
        return Shape.anything();
    }

    private List<Shape> arguments(Intrinsic.FunctionCall call, Data data, Origins maker) {
        return call.arguments().stream()
                .map(argument -> argument(argument, data, maker))
                .toList();
    }

    private Shape argument(Intrinsic argument, Data data, Origins maker) {
        if (argument instanceof Intrinsic.Path path) {
            return of(PathExpression.parse(path.path()), data);
        }
        if (argument instanceof Intrinsic.Quoted) {
            return new Shape.Scalar(Shape.Scalar.TEXT, maker);
        }
        return argument instanceof Intrinsic.FunctionCall call ? call(call, data, maker) : Shape.anything();
    }
}
