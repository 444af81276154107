package stepfunction.dataflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import stepfunction.asl.QueryLanguage;
import stepfunction.expressions.JsonataExpression;
import stepfunction.expressions.JsonataNode;

/** The shapes of what expressions in JSONata make: of objects, arrays, constants, paths, conditions and {@code $merge}. */
final class JsonataShapes {

    /** {@code a[]}, which makes an array of a single value. */
    private static final Pattern KEPT_ARRAY = Pattern.compile("[\\w`\\])}]\\[\\s*]");

    private final Data data;
    private final Origins maker;

    JsonataShapes(Data data, Origins maker) {
        this.data = data;
        this.maker = maker;
    }

    Shape of(JsonataExpression expression) {
        return KEPT_ARRAY.matcher(expression.text()).find() ? Shape.anything() : of(expression.root());
    }

    private Shape of(JsonataNode node) {
        if (node instanceof JsonataNode.Literal literal) {
            return literal(literal);
        }
        if (node instanceof JsonataNode.Variable variable) {
            return find(variable, List.of());
        }
        if (node instanceof JsonataNode.Path path) {
            return path(path);
        }
        if (node instanceof JsonataNode.ObjectOf object) {
            return object(object);
        }
        if (node instanceof JsonataNode.ArrayOf array) {
            return array(array);
        }
        if (node instanceof JsonataNode.Condition condition) {
            var then = of(condition.then());
            return condition
                    .otherwise()
                    .map(otherwise -> Shape.join(then, of(otherwise)))
                    .orElse(then);
        }
        if (node instanceof JsonataNode.Block block && block.expressions().size() == 1) {
            return of(block.expressions().get(0));
        }
        return node instanceof JsonataNode.FunctionCall call ? merged(call) : Shape.anything();
    }

    private Shape literal(JsonataNode.Literal literal) {
        if (literal.value() instanceof Number) {
            return new Shape.Scalar(Shape.Scalar.NUMBER, maker);
        }
        return literal.value() instanceof Boolean ? new Shape.Scalar(Shape.Scalar.BOOLEAN, maker) : text(literal);
    }

    /** Not of null, which often stands for a value that comes later. */
    private Shape text(JsonataNode.Literal literal) {
        return literal.value() instanceof String ? new Shape.Scalar(Shape.Scalar.TEXT, maker) : Shape.anything();
    }

    private Shape path(JsonataNode.Path path) {
        return path.isCertain() && path.steps().get(0).node() instanceof JsonataNode.Variable variable
                ? find(variable, path.certainSteps())
                : Shape.anything();
    }

    private Shape find(JsonataNode.Variable variable, List<Object> steps) {
        var name = variable.name().equals("states") ? "" : variable.name();
        return variable.name().isEmpty()
                ? Shape.anything()
                : data.find(new DataRead(name, steps, false, "", QueryLanguage.JSONATA))
                        .found();
    }

    private Shape object(JsonataNode.ObjectOf object) {
        var fields = new LinkedHashMap<String, Shape>();
        var isOpen = false;
        for (var pair : object.pairs()) {
            if (pair.key() instanceof JsonataNode.Literal key && key.value() instanceof String name) {
                fields.put(name, of(pair.value()));
            } else {
                isOpen = true;
            }
        }
        return new Shape.Composite(fields, isOpen, maker);
    }

    /** The elements of a sequence become elements of the array, so that its length is known of constants, objects and arrays only. */
    private Shape array(JsonataNode.ArrayOf array) {
        var elements = new ArrayList<Shape>();
        for (var element : array.elements()) {
            if (!(element instanceof JsonataNode.Literal
                    || element instanceof JsonataNode.ObjectOf
                    || element instanceof JsonataNode.ArrayOf)) {
                return new Shape.Many(Shape.anything(), maker);
            }
            elements.add(of(element));
        }
        return new Shape.Tuple(elements, maker);
    }

    private Shape merged(JsonataNode.FunctionCall call) {
        var isMerge = call.function() instanceof JsonataNode.Variable function
                && function.name().equals("merge")
                && call.arguments().size() == 1;
        if (!isMerge || !(call.arguments().get(0) instanceof JsonataNode.ArrayOf array)) {
            return Shape.anything();
        }
        var merged = new Shape.Composite(Map.of(), false, maker);
        for (var element : array.elements()) {
            merged = merged.overwrittenBy(of(element));
        }
        return merged;
    }
}
