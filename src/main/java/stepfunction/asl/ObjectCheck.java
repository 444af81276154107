package stepfunction.asl;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must hold of the fields of one JSON object.
 *
 * @param name what messages call it, such as {@code Greet} or {@code Retry[0] of Greet}
 * @param strangers for a field that belongs elsewhere, the sentence that says so
 */
record ObjectCheck(
        String name,
        JsonObject json,
        FieldTable table,
        QueryLanguage language,
        Function<String, Optional<String>> strangers) {

    ObjectCheck(String name, JsonObject json, FieldTable table, QueryLanguage language) {
        this(name, json, table, language, field -> Optional.empty());
    }

    Stream<Finding> findings() {
        return Stream.of(fieldsAreKnown(), requiredFieldsAreThere(), exclusiveFieldsAreAlone(), valuesAreRight())
                .flatMap(Function.identity());
    }

    private Stream<Finding> fieldsAreKnown() {
        return unknownFields()
                .map(field -> strangers
                        .apply(field)
                        .or(() -> nearest(field)
                                .map(meant -> "%s has %s; did you mean %s?".formatted(name, field, meant)))
                        .map(Finding::error)
                        .orElseGet(() -> Finding.warning(
                                "%s has the field %s, which this project does not know; remove it, unless AWS has added it"
                                        .formatted(name, field))));
    }

    /** A mistyped field, and one of the other query language, is there, and told already. */
    private Stream<Finding> requiredFieldsAreThere() {
        var meant = unknownFields().flatMap(field -> nearest(field).stream()).collect(Collectors.toSet());
        return table.required().stream()
                .filter(alternatives ->
                        alternatives.stream().noneMatch(field -> isPresent(field) || meant.contains(field)))
                .map(alternatives -> alternatives.stream().filter(this::isKnown).toList())
                .map(alternatives -> Finding.error(
                        alternatives.size() == 1
                                ? "%s has no %s; add it".formatted(name, alternatives.get(0))
                                : "%s has none of %s; add one".formatted(name, String.join(", ", alternatives))));
    }

    private Stream<Finding> exclusiveFieldsAreAlone() {
        return table.exclusive().stream()
                .map(fields -> fields.stream().filter(this::isPresent).toList())
                .filter(present -> present.size() > 1)
                .map(present -> Finding.error("%s has %s; keep one".formatted(name, String.join(" and ", present))));
    }

    private Stream<Finding> valuesAreRight() {
        return json.asMap().entrySet().stream()
                .flatMap(field -> Optional.ofNullable(table.fields().get(field.getKey())).stream()
                        .flatMap(allowed -> valueIsRight(field.getKey(), field.getValue(), allowed)));
    }

    private Stream<Finding> valueIsRight(String field, JsonElement value, FieldValue allowed) {
        if (allowed.accepts(value, language)) {
            return Stream.empty();
        }
        var rule = allowed.accepts(value, QueryLanguage.JSONATA)
                ? "%s of %s must be %s, was %s, which only states in JSONata compute"
                : "%s of %s must be %s, was %s";
        return Stream.of(Finding.error(rule.formatted(field, name, allowed.rule(), shown(value))));
    }

    /** {@code "End": false} is as good as absent. */
    private boolean isPresent(String field) {
        return json.has(field) && !(field.equals("End") && json.get(field).equals(new JsonPrimitive(false)));
    }

    private boolean isKnown(String field) {
        return table.fields().containsKey(field);
    }

    private Stream<String> unknownFields() {
        return json.keySet().stream().filter(field -> !isKnown(field));
    }

    /** Of those that are not there. */
    private Optional<String> nearest(String field) {
        var absent = table.fields().keySet().stream()
                .filter(known -> !json.has(known))
                .toList();
        return Spelling.nearest(field, absent);
    }

    private static String shown(JsonElement value) {
        var text = value.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
