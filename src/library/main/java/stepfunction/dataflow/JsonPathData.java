package stepfunction.dataflow;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import stepfunction.asl.Fields;
import stepfunction.asl.StateType;
import stepfunction.expressions.InvalidExpressionException;
import stepfunction.expressions.ReferencePath;

/**
 * InputPath, Parameters, ResultSelector, ResultPath and OutputPath:
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html.
 */
final class JsonPathData extends StateData {

    JsonPathData(Known known, TemplateShapes templates) {
        super(known, templates);
    }

    @Override
    Data at(String field) {
        return data(
                switch (field.split("[/\\[]", 2)[0]) {
                    case "InputPath", "ErrorPath", "CausePath" -> input();
                    case "TimeoutSecondsPath", "HeartbeatSecondsPath" ->
                        fields().has("InputPath") ? Shape.anything() : input();
                    case "ItemsPath" -> fields().has("ItemReader") ? Shape.anything() : effectiveInput();
                    case "ResultSelector" -> result();
                    case "OutputPath" -> beforeOutputPath();
                    case "Assign" -> ofAssign();
                    case "Catch" -> errorOutput();
                    default -> effectiveInput();
                });
    }

    private Shape effectiveInput() {
        return assumed(filtered("InputPath", input()));
    }

    /** A value behind InputPath or OutputPath, where null stands for an empty object. */
    private Shape filtered(String field, Shape value) {
        var path = fields().get(field);
        if (path.isEmpty()) {
            return value;
        }
        if (path.get() instanceof JsonNull) {
            return new Shape.Composite(Map.of(), false, maker());
        }
        return path.get() instanceof JsonPrimitive text && text.isString()
                ? read(text.getAsString(), data(value))
                : Shape.anything();
    }

    private Shape arguments() {
        var input = effectiveInput();
        return fields().get("Parameters")
                .map(template -> template(template, data(input)))
                .orElse(input);
    }

    /** The result before ResultSelector; of a state without one, its input. */
    private Shape ofAssign() {
        if (is(StateType.PASS)) {
            return passed();
        }
        return hasResult() ? result() : effectiveInput();
    }

    private Shape passed() {
        return fields().get("Result")
                .map(result -> TemplateShapes.constant(result, maker()))
                .orElseGet(this::arguments);
    }

    private Shape beforeOutputPath() {
        if (is(StateType.PASS)) {
            return merged(state().json(), passed());
        }
        if (!hasResult()) {
            return effectiveInput();
        }
        var selected = fields().get("ResultSelector").map(template -> template(template, data(result())));
        return merged(state().json(), selected.orElseGet(this::result));
    }

    /** The raw input with a result at ResultPath. */
    private Shape merged(JsonObject clause, Shape result) {
        var path = new Fields(clause).get("ResultPath");
        if (path.isEmpty()) {
            return result;
        }
        if (path.get() instanceof JsonNull) {
            return input();
        }
        try {
            return input().put(ReferencePath.parse(path.get().getAsString()).steps(), result, maker());
        } catch (InvalidExpressionException | UnsupportedOperationException | IllegalStateException e) {
            return Shape.anything(); // Reported elsewhere.
        }
    }

    @Override
    Shape branchInput() {
        return arguments();
    }

    @Override
    Shape items() {
        if (fields().has("ItemReader")) {
            return Shape.anything();
        }
        return fields().text("ItemsPath")
                .map(path -> read(path, data(effectiveInput())))
                .orElseGet(this::effectiveInput);
    }

    @Override
    Entry afterState() {
        return new Entry(filtered("OutputPath", beforeOutputPath()), assigned(state().json(), at("Assign")));
    }

    @Override
    Entry afterRule(JsonObject rule) {
        return new Entry(filtered("OutputPath", effectiveInput()), assigned(rule, data(effectiveInput())));
    }

    @Override
    Entry afterCatch(JsonObject catcher) {
        return new Entry(merged(catcher, errorOutput()), assigned(catcher, data(errorOutput())));
    }
}
