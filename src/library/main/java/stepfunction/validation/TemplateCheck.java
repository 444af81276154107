package stepfunction.validation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import stepfunction.asl.Definition;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.State;

/**
 * Checks the payload templates of JSONPath: the fields whose names end in <code>.$</code> are texts.
 */
final class TemplateCheck {

    private static final List<String> TEMPLATES = List.of("Parameters", "ResultSelector", "ItemSelector", "Assign");

    private final Definition definition;
    private final StateNames names;
    private final Findings findings = new Findings();

    private TemplateCheck(Definition definition, StateNames names) {
        this.definition = definition;
        this.names = names;
    }

    /** The findings, each once. */
    static List<Finding> check(Definition definition, StateNames names) {
        var check = new TemplateCheck(definition, names);
        check.all();
        return check.findings.all();
    }

    private void all() {
        for (var state : definition.states()) {
            if (state.queryLanguage() == QueryLanguage.JSONPATH) {
                templatesAreRight(state);
            }
        }
    }

    private void templatesAreRight(State state) {
        for (var template : TEMPLATES) {
            if (state.fields().has(template)) {
                computedFieldsArePaths(state.json().get(template), template, names.of(state));
            }
        }
    }

    private void computedFieldsArePaths(JsonElement element, String path, String state) {
        if (element instanceof JsonArray array) {
            for (var value : array) {
                computedFieldsArePaths(value, path, state);
            }
        } else if (element instanceof JsonObject object) {
            for (var field : object.entrySet()) {
                var fieldPath = path + "/" + field.getKey();
                if (field.getKey().endsWith(".$")) {
                    isPath(field.getValue(), fieldPath, state);
                } else {
                    computedFieldsArePaths(field.getValue(), fieldPath, state);
                }
            }
        }
    }

    private void isPath(JsonElement value, String path, String state) {
        if (!FieldValue.isPathOrFunction(value)) {
            findings.error(
                    "%s of %s must be a path or an intrinsic function, was %s; for a constant, use a name without .$"
                            .formatted(path, state, value));
        }
    }
}
