package stepfunction.validation;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.Spelling;

/** The check of the fields of one JSON object. */
final class ObjectCheck {

    private final CheckedObject object;
    private final String name;
    private final JsonObject json;
    private final FieldTable table;
    private final Findings findings = new Findings();

    private ObjectCheck(CheckedObject object, FieldTable table) {
        this.object = object;
        this.name = object.name();
        this.json = object.json();
        this.table = table;
    }

    /** The findings, each once. */
    static List<Finding> check(CheckedObject object, FieldTable table) {
        var check = new ObjectCheck(object, table);
        check.all();
        return check.findings.all();
    }

    private void all() {
        for (var field : unknownFields()) {
            fieldIsKnown(field);
        }
        requiredFieldsAreThere();
        exclusiveFieldsAreAlone();
        valuesAreRight();
    }

    private void fieldIsKnown(String field) {
        var misplaced = table.misplaced().sentence(name, field);
        var meant = nearest(field);
        if (misplaced.isPresent()) {
            findings.error(misplaced.get());
        } else if (meant.isPresent()) {
            findings.error("%s has %s; did you mean %s?".formatted(name, field, meant.get()));
        } else if (table.isClosed()) {
            findings.error("%s has the field %s, which AWS does not support; remove it".formatted(name, field));
        } else {
            findings.warning(
                    Code.UNKNOWN_FIELD,
                    object.subject(),
                    "%s has the field %s, which is unknown; remove it, unless AWS has added it".formatted(name, field));
        }
    }

    /** A mistyped field, or one of the other query language, counts as present: it has already been reported. */
    private void requiredFieldsAreThere() {
        var there = presentFields();
        for (var field : unknownFields()) {
            there.addAll(nearest(field).stream().toList());
        }
        for (var alternatives : table.required()) {
            if (Collections.disjoint(there, alternatives)) {
                isMissing(alternatives.stream().filter(table::has).toList());
            }
        }
    }

    private void isMissing(List<String> alternatives) {
        if (alternatives.size() == 1) {
            findings.error("%s has no %s; add it".formatted(name, alternatives.get(0)));
        } else {
            findings.error("%s has none of %s; add one".formatted(name, String.join(", ", alternatives)));
        }
    }

    private void exclusiveFieldsAreAlone() {
        for (var exclusive : table.exclusive()) {
            var present = new ArrayList<>(exclusive);
            present.retainAll(presentFields());
            if (present.size() > 1) {
                findings.error("%s has %s; keep one".formatted(name, String.join(" and ", present)));
            }
        }
    }

    private void valuesAreRight() {
        for (var field : json.entrySet()) {
            var allowed = table.fields().get(field.getKey());
            if (allowed != null) {
                valueIsRight(field.getKey(), field.getValue(), allowed);
            }
        }
    }

    private void valueIsRight(String field, JsonElement value, FieldValue allowed) {
        if (allowed.accepts(value, object.language())) {
            return;
        }
        var rule = allowed.accepts(value, QueryLanguage.JSONATA)
                ? "%s of %s must be %s, was %s, which only states in JSONata evaluate"
                : "%s of %s must be %s, was %s";
        findings.error(rule.formatted(field, name, allowed.rule(), shown(value)));
    }

    /** {@code "End": false} is as good as absent. */
    private Set<String> presentFields() {
        var present = new HashSet<>(json.keySet());
        if (new JsonPrimitive(false).equals(json.get("End"))) {
            present.remove("End");
        }
        return present;
    }

    private List<String> unknownFields() {
        var unknown = new ArrayList<>(json.keySet());
        unknown.removeAll(table.fields().keySet());
        return unknown;
    }

    /** Of those that are not there. */
    private Optional<String> nearest(String field) {
        var absent = new ArrayList<>(table.fields().keySet());
        absent.removeAll(json.keySet());
        return Spelling.nearest(field, absent);
    }

    private static String shown(JsonElement value) {
        var text = value.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
