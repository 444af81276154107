package stepfunction.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stepfunction.local.Expectation.Ending;

/** Reads what a case expects of its execution. */
record ExpectationReader(CaseFields fields, Refusals refusals) {

    static final List<String> FIELDS = List.of("output", "error", "cause", "path", "calls", "faults", "exact");

    Expectation read() {
        refuseWhatDoesNotGoTogether();
        return new Expectation(ending(), path(), calls(), faults(), exact());
    }

    private void refuseWhatDoesNotGoTogether() {
        if (fields.has("output") && fields.has("error")) {
            refusals.add("a case expects either an output or an error, not both; remove one");
        }
        if (List.of("output", "error", "path", "calls").stream().allMatch(fields::lacks)) {
            refusals.add(
                    "output, error, path or calls must say what is expected, all are missing; {\"output\": {}} accepts any object");
        }
        if (fields.has("cause") && fields.lacks("error")) {
            refusals.add("cause needs error, which is missing; add \"error\": the error's name");
        }
        if (fields.has("exact") && fields.lacks("output") && fields.lacks("calls")) {
            refusals.add("exact needs output or calls, both are missing; remove exact");
        }
    }

    private Optional<Ending> ending() {
        return fields.get("output")
                .<Ending>map(Expectation.Success::new)
                .or(() -> fields.get("error").map(error -> new Expectation.Failure(errorName(), fields.get("cause"))));
    }

    private Optional<String> errorName() {
        var name = fields.text("error");
        fields.get("error")
                .filter(error -> name.isEmpty() && !error.isJsonNull())
                .ifPresent(error -> refusals.add(
                        "error must be the error's name, or null for a Fail that has none, was %s".formatted(error)));
        return name;
    }

    private Optional<List<String>> path() {
        return fields.get("path").map(this::namesOfStates);
    }

    private List<String> namesOfStates(JsonElement path) {
        var elements = path.isJsonArray() ? path.getAsJsonArray().asList() : List.<JsonElement>of();
        var names = elements.stream()
                .map(CaseFields::text)
                .flatMap(Optional::stream)
                .toList();
        if (!path.isJsonArray() || names.size() < elements.size()) {
            refusals.add("path must be an array of names of states, was %s".formatted(path));
        }
        return names;
    }

    private Map<String, List<JsonElement>> calls() {
        return fields.get("calls").map(this::callsByState).orElse(Map.of());
    }

    private Map<String, List<JsonElement>> callsByState(JsonElement calls) {
        var byState = new LinkedHashMap<String, List<JsonElement>>();
        if (calls instanceof JsonObject object) {
            object.asMap()
                    .forEach((state, arguments) ->
                            argumentsOfCalls(state, arguments).ifPresent(each -> byState.put(state, each)));
        } else {
            refusals.add("calls must be an object with the names of states, was %s".formatted(calls));
        }
        return byState;
    }

    private Optional<List<JsonElement>> argumentsOfCalls(String state, JsonElement arguments) {
        if (arguments instanceof JsonArray array) {
            return Optional.of(array.asList());
        }
        refusals.add("calls.%1$s must be an array with the arguments of each call, such as [%2$s], was %2$s"
                .formatted(state, arguments));
        return Optional.empty();
    }

    private Optional<FaultExpectation> faults() {
        return fields.get("faults").flatMap(new FaultExpectationReader(refusals)::read);
    }

    private boolean exact() {
        var exact = fields.get("exact").orElse(new JsonPrimitive(false));
        if (exact instanceof JsonPrimitive primitive && primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        refusals.add("exact must be true or false, was %s".formatted(exact));
        return false;
    }
}
