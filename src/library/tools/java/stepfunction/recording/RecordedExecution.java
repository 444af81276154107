package stepfunction.recording;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stepfunction.asl.Definition;
import stepfunction.asl.Spelling;
import stepfunction.asl.State;

/** An execution that has ended, as its history records it. */
public final class RecordedExecution {

    private final RecordedHistory history;

    private RecordedExecution(RecordedHistory history) {
        this.history = history;
    }

    /**
     * Reads it.
     *
     * @param text the history, in one of the forms that {@link HistoryReader} lists
     * @throws HistoryException where it is no history, or not all of it
     */
    public static RecordedExecution read(String text) {
        return new RecordedExecution(HistoryReader.read(text));
    }

    /** Whether the execution has entered states of this workflow alone. */
    public boolean isOf(Definition definition) {
        return history.entered()
                .allMatch(entered -> mismatch(entered, definition).isEmpty());
    }

    /** Whether the execution has entered no state of this workflow. */
    public boolean isOfAnother(Definition definition) {
        return history.entered().noneMatch(entered -> state(entered, definition).isPresent());
    }

    /**
     * The case that repeats it.
     *
     * @throws HistoryException where it has entered a state that the workflow does not have
     */
    public JsonObject toCase(Definition definition) {
        if (isOfAnother(definition)) {
            throw new HistoryException(
                    "is of another workflow: this one does not have the state %s, nor any other of the history"
                            .formatted(history.entered()
                                    .findFirst()
                                    .flatMap(RecordedEvent::name)
                                    .orElse("")));
        }
        history.entered()
                .flatMap(entered -> mismatch(entered, definition).stream())
                .findFirst()
                .ifPresent(mismatch -> {
                    throw new HistoryException(mismatch);
                });
        var input = history.start().get("input").orElse(JsonNull.INSTANCE);
        var calls = OrderOfCalls.of(
                RecordedCalls.of(history, definition),
                definition,
                input,
                history.start().time());
        var json = new JsonObject();
        json.addProperty("recorded", true);
        if (!history.start().time().equals(Instant.EPOCH)) {
            json.addProperty("now", history.start().time().toString());
        }
        json.add("input", input);
        json.add("mocks", mocks(calls));
        addEnd(json);
        json.add("path", path());
        json.add("calls", arguments(calls));
        return json;
    }

    private static Optional<State> state(RecordedEvent entered, Definition definition) {
        return definition.states().stream()
                .filter(state -> entered.name().equals(Optional.of(state.name())))
                .findFirst();
    }

    private static Optional<String> mismatch(RecordedEvent entered, Definition definition) {
        var name = entered.name().orElse("");
        var state = state(entered, definition);
        if (state.isEmpty()) {
            var names = definition.states().stream().map(State::name).toList();
            var hint =
                    Spelling.nearest(name, names).map(" (it has %s)"::formatted).orElse("");
            return Optional.of(
                    "enters the state %s, which the workflow does not have%s; record an execution of the present definition"
                            .formatted(name, hint));
        }
        var type = state.get().type().map(each -> each.text()).orElse("");
        var recordedType = entered.type().replace("StateEntered", "");
        return type.equals(recordedType)
                ? Optional.empty()
                : Optional.of(
                        "enters the state %s as a %s, but it is a %s; record an execution of the present definition"
                                .formatted(name, recordedType, type));
    }

    private static JsonObject mocks(Map<String, List<RecordedCall>> calls) {
        var mocks = new JsonObject();
        calls.forEach((state, ofState) -> mocks.add(state, mock(ofState)));
        return mocks;
    }

    private static JsonObject mock(List<RecordedCall> calls) {
        if (calls.size() == 1) {
            return response(calls.get(0).outcome());
        }
        var numbered = new JsonObject();
        for (var number = 0; number < calls.size(); number++) {
            numbered.add(String.valueOf(number), response(calls.get(number).outcome()));
        }
        return numbered;
    }

    private static JsonObject response(RecordedCall.Outcome outcome) {
        var response = new JsonObject();
        if (outcome instanceof RecordedCall.Returned returned) {
            response.add("Return", returned.result());
        } else if (outcome instanceof RecordedCall.Whole whole) {
            response.add("Map", response(whole.outcome()));
        } else if (outcome instanceof RecordedCall.Thrown thrown) {
            var error = new JsonObject();
            error.addProperty("Error", thrown.error());
            thrown.cause().ifPresent(cause -> error.addProperty("Cause", cause));
            response.add("Throw", error);
        } else {
            response.addProperty("Unanswered", true);
        }
        return response;
    }

    private void addEnd(JsonObject json) {
        if (history.end().is("ExecutionSucceeded")) {
            json.add("output", history.end().get("output").orElse(JsonNull.INSTANCE));
            return;
        }
        json.add("error", text(history.end().text("error")));
        history.end()
                .text("cause")
                .filter(cause -> !isOfTheLanguage(cause))
                .ifPresent(cause -> json.addProperty("cause", cause));
    }

    /** It has the id of an event, which changes with the definition. */
    private static boolean isOfTheLanguage(String cause) {
        return cause.startsWith("An error occurred while executing the state '");
    }

    private static JsonElement text(Optional<String> text) {
        return text.<JsonElement>map(JsonPrimitive::new).orElse(JsonNull.INSTANCE);
    }

    private JsonArray path() {
        var path = new JsonArray();
        history.entered().flatMap(entered -> entered.name().stream()).forEach(path::add);
        return path;
    }

    private static JsonObject arguments(Map<String, List<RecordedCall>> calls) {
        var arguments = new JsonObject();
        calls.forEach((state, ofState) -> {
            var sent = new JsonArray();
            ofState.forEach(call -> call.arguments().ifPresent(sent::add));
            if (!sent.isEmpty()) {
                arguments.add(state, sent);
            }
        });
        return arguments;
    }
}
