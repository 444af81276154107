package stepfunction.dataflow;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import stepfunction.asl.Fields;

/** Arguments, Output and Assign: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html. */
final class JsonataData extends StateData {

    JsonataData(Known known, TemplateShapes templates) {
        super(known, templates);
    }

    @Override
    Data at(String field) {
        if (field.startsWith("Catch[")) {
            return withErrorOutput();
        }
        var isAfterwards = field.startsWith("Output") || field.startsWith("Assign");
        return isAfterwards && hasResult() ? withResult() : withInput();
    }

    private Data withInput() {
        return states(Map.of());
    }

    private Data withResult() {
        return states(Map.of("result", result()));
    }

    private Data withErrorOutput() {
        return states(Map.of("errorOutput", errorOutput()));
    }

    /** The value of {@code $states}; its other members are checked elsewhere. */
    private Data states(Map<String, Shape> more) {
        var members = new LinkedHashMap<String, Shape>(Map.of("input", input()));
        members.putAll(more);
        return data(assumed(new Shape.Composite(members, true, maker())));
    }

    private static Shape member(String name, Data states) {
        return states.root() instanceof Shape.Composite composite
                ? composite.field(name).orElse(Shape.anything())
                : Shape.anything();
    }

    @Override
    Shape branchInput() {
        return orElse(fields(), "Arguments", withInput(), input());
    }

    private Shape orElse(Fields owner, String field, Data data, Shape otherwise) {
        return owner.get(field).map(template -> template(template, data)).orElse(otherwise);
    }

    @Override
    Shape items() {
        return fields().has("ItemReader") ? Shape.anything() : orElse(fields(), "Items", withInput(), input());
    }

    @Override
    Entry afterState() {
        return hasResult()
                ? after(state().json(), withResult(), "result")
                : after(state().json(), withInput(), "input");
    }

    @Override
    Entry afterRule(JsonObject rule) {
        return after(rule, withInput(), "input");
    }

    @Override
    Entry afterCatch(JsonObject catcher) {
        return after(catcher, withErrorOutput(), "errorOutput");
    }

    /** @param otherwise the member that is the output, where there is no Output */
    private Entry after(JsonObject clause, Data data, String otherwise) {
        var output = orElse(new Fields(clause), "Output", data, member(otherwise, data));
        return new Entry(output, assigned(clause, data));
    }
}
