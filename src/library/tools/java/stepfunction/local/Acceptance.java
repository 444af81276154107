package stepfunction.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import stepfunction.asl.ExecutionResult.Status;

/**
 * The expectations of a recorded case, rewritten as a run of the case did it. A value that is as it was, apart from what differs in each
 * execution, stays.
 */
record Acceptance(CaseRun run) {

    private static final Set<String> ENDS = Set.of("output", "error", "cause");

    /** The case with the states, the calls and the end of the run. */
    JsonObject accepted(JsonObject caseJson) {
        var accepted = new JsonObject();
        caseJson.asMap().forEach((field, value) -> {
            if (ENDS.contains(field)) {
                addEnd(accepted, caseJson);
            } else {
                accepted.add(field, accepted(field, value));
            }
        });
        addEnd(accepted, caseJson);
        return accepted;
    }

    private JsonElement accepted(String field, JsonElement value) {
        return switch (field) {
            case "mocks" -> mocksOfPresentStates(value.getAsJsonObject());
            case "path" -> path();
            case "calls" -> calls(value.getAsJsonObject());
            default -> value;
        };
    }

    private JsonObject mocksOfPresentStates(JsonObject mocks) {
        var present = new JsonObject();
        mocks.asMap().forEach((state, mock) -> {
            if (MockedState.of(state, run.given(), run.stack()).isPresent()) {
                present.add(state, mock);
            }
        });
        return present;
    }

    private JsonArray path() {
        var path = new JsonArray();
        run.events().path().forEach(path::add);
        return path;
    }

    private JsonObject calls(JsonObject recorded) {
        var calls = new JsonObject();
        run.sent().byName().forEach((state, sent) -> {
            var before = recorded.get(state) instanceof JsonArray array ? array.asList() : List.<JsonElement>of();
            var arguments = new JsonArray();
            for (var number = 0; number < sent.size(); number++) {
                arguments.add(
                        number < before.size() ? present(before.get(number), sent.get(number)) : sent.get(number));
            }
            calls.add(state, arguments);
        });
        return calls;
    }

    /** The recorded value, unless the run has another one. */
    private JsonElement present(JsonElement recorded, JsonElement actual) {
        return new Replay(run).isAsRecorded(recorded, actual) ? recorded : actual;
    }

    /** The first time only. */
    private void addEnd(JsonObject accepted, JsonObject caseJson) {
        if (ENDS.stream().anyMatch(accepted::has)) {
            return;
        }
        if (run.result().status() == Status.SUCCEEDED) {
            var output = run.result().output().orElse(JsonNull.INSTANCE);
            accepted.add("output", caseJson.has("output") ? present(caseJson.get("output"), output) : output);
            return;
        }
        accepted.add("error", text(run.error()));
        if (caseJson.has("cause") || caseJson.has("output")) {
            var cause = text(run.result().cause());
            accepted.add("cause", caseJson.has("cause") ? present(caseJson.get("cause"), cause) : cause);
        }
    }

    private static JsonElement text(Optional<String> text) {
        return text.<JsonElement>map(JsonPrimitive::new).orElse(JsonNull.INSTANCE);
    }
}
