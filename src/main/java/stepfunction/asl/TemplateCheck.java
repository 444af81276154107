package stepfunction.asl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** What must hold of the fields of payload templates, in JSONPath: those whose name ends in <code>.$</code> are computed. */
record TemplateCheck(Definition definition, StateNames names) {

    private static final List<String> TEMPLATES = List.of("Parameters", "ResultSelector", "ItemSelector", "Assign");

    Stream<Finding> findings() {
        return definition.states().stream()
                .filter(state -> state.queryLanguage() == QueryLanguage.JSONPATH)
                .flatMap(this::templates);
    }

    private Stream<Finding> templates(State state) {
        return TEMPLATES.stream()
                .flatMap(template -> state.fields().get(template).stream()
                        .flatMap(value -> computedFieldsArePaths(value, template, names.of(state))));
    }

    private static Stream<Finding> computedFieldsArePaths(JsonElement element, String path, String state) {
        if (element instanceof JsonArray array) {
            return array.asList().stream().flatMap(value -> computedFieldsArePaths(value, path, state));
        }
        if (element instanceof JsonObject object) {
            return object.asMap().entrySet().stream()
                    .flatMap(field -> field.getKey().endsWith(".$")
                            ? isPath(field.getValue(), path + "/" + field.getKey(), state)
                            : computedFieldsArePaths(field.getValue(), path + "/" + field.getKey(), state));
        }
        return Stream.empty();
    }

    private static Stream<Finding> isPath(JsonElement value, String path, String state) {
        return FieldValue.isPathOrFunction(value)
                ? Stream.empty()
                : Stream.of(Finding.error(
                        "%s of %s must be a path or an intrinsic function, was %s; a constant takes a name without .$"
                                .formatted(path, state, value)));
    }
}
