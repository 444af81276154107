package stepfunction.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a case expects whichever of its calls fails. */
record FaultExpectationReader(Refusals refusals) {

    private static final List<String> FIELDS = List.of("output", "error", "undone");

    Optional<FaultExpectation> read(JsonElement value) {
        if (!(value instanceof JsonObject json) || json.isEmpty()) {
            refusals.add("faults must be an object with output, error or undone, was %s".formatted(value));
            return Optional.empty();
        }
        var fields = new CaseFields("faults", json, FIELDS);
        fields.refuseUnknown(refusals);
        return Optional.of(new FaultExpectation(
                fields.get("output"),
                fields.get("error").map(this::errors),
                fields.get("undone").map(this::undone).orElse(Map.of())));
    }

    private List<String> errors(JsonElement value) {
        var elements = value instanceof JsonArray array ? array.asList() : List.<JsonElement>of();
        var names = elements.stream()
                .map(CaseFields::text)
                .flatMap(Optional::stream)
                .toList();
        if (names.isEmpty() || names.size() < elements.size()) {
            refusals.add("faults.error must be an array of errors' names, was %s".formatted(value));
        }
        return names;
    }

    private Map<String, String> undone(JsonElement value) {
        var undone = new LinkedHashMap<String, String>();
        if (value instanceof JsonObject json) {
            json.asMap()
                    .forEach((done, undoing) -> CaseFields.text(undoing)
                            .ifPresentOrElse(each -> undone.put(done, each), () -> refuseUndoing(done, undoing)));
        } else {
            refusals.add("faults.undone must be an object such as {\"Charge\": \"Refund\"}, was %s".formatted(value));
        }
        return undone;
    }

    private void refuseUndoing(String done, JsonElement undoing) {
        refusals.add("faults.undone.%s must be the name of the state that undoes it, was %s".formatted(done, undoing));
    }
}
