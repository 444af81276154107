package stepfunction.recording;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import stepfunction.asl.Definition;
import stepfunction.asl.State;
import stepfunction.asl.StateType;

/**
 * The calls of a recorded execution by state, iterations of a Map one after another, and a retry directly behind the
 * call that it repeats.
 */
final class RecordedCalls {

    private final RecordedHistory history;
    private final Definition definition;
    private final Map<Integer, RecordedEvent> ends;
    private final Map<String, List<RecordedCall>> byState = new LinkedHashMap<>();

    private RecordedCalls(RecordedHistory history, Definition definition) {
        this.history = history;
        this.definition = definition;
        this.ends = history.endsOfCalls();
    }

    /** @param definition that has all states of the history */
    static Map<String, List<RecordedCall>> of(RecordedHistory history, Definition definition) {
        var calls = new RecordedCalls(history, definition);
        for (var event : history.events()) {
            if (event.isScheduled()) {
                calls.addCall(event);
            } else if (event.is("MapRunStarted")) {
                calls.addMapRun(event);
            } else if (event.isFailure() && calls.hasNoCall(event)) {
                calls.addUnscheduled(event);
            }
        }
        calls.byState.values().forEach(each -> each.sort(Comparator.comparing(RecordedCall::position)));
        return calls.byState;
    }

    private boolean hasNoCall(RecordedEvent end) {
        return !ends.containsValue(end);
    }

    private void addCall(RecordedEvent scheduled) {
        var end = Optional.ofNullable(ends.get(scheduled.id()));
        add(scheduled, scheduled.arguments(), outcome(scheduled, end));
    }

    private static RecordedCall.Outcome outcome(RecordedEvent scheduled, Optional<RecordedEvent> end) {
        // The virtual time of a call that never ends makes the same timeout.
        var isOutOfTime = end.filter(RecordedEvent::isTimeout).isPresent() && hasTimeLimit(scheduled);
        if (end.isEmpty() || isOutOfTime) {
            return new RecordedCall.Unanswered();
        }
        return end.get().isSuccess()
                ? new RecordedCall.Returned(end.get().get("output").orElse(JsonNull.INSTANCE))
                : thrown(end.get());
    }

    private static boolean hasTimeLimit(RecordedEvent scheduled) {
        return scheduled.get("timeoutInSeconds").isPresent()
                || scheduled.get("heartbeatInSeconds").isPresent();
    }

    private static RecordedCall.Thrown thrown(RecordedEvent end) {
        return new RecordedCall.Thrown(end.text("error").orElse(""), end.text("cause"));
    }

    /** One that failed before it was scheduled, such as the call of an activity that is not there. */
    private void addUnscheduled(RecordedEvent failure) {
        add(failure, Optional.empty(), thrown(failure));
    }

    private void addMapRun(RecordedEvent started) {
        add(started, Optional.empty(), new RecordedCall.Whole(outcomeOfMapRun(started)));
    }

    private RecordedCall.Outcome outcomeOfMapRun(RecordedEvent started) {
        var entered = history.enteredBefore(started);
        var end = history.events().stream()
                .filter(event -> event.is("MapRunSucceeded") || event.is("MapRunFailed"))
                .filter(event -> history.before(event, each -> each.is("MapRunStarted"))
                        .filter(started::equals)
                        .isPresent())
                .findFirst();
        if (end.isEmpty()) {
            return new RecordedCall.Unanswered();
        }
        if (end.get().is("MapRunFailed")) {
            return thrown(end.get());
        }
        var map = state(entered);
        var output = outputOf(entered);
        return output.isEmpty()
                ? new RecordedCall.Unanswered()
                : new RecordedCall.Returned(new ResultOfMap(map, output.get()).result());
    }

    /** The output of a state, if it ended. */
    private Optional<JsonElement> outputOf(RecordedEvent entered) {
        return history.events().stream()
                .filter(RecordedEvent::isExited)
                .filter(exited -> exited.name().equals(entered.name()))
                .filter(exited -> history.before(
                                exited, each -> each.isEntered() && each.name().equals(entered.name()))
                        .filter(entered::equals)
                        .isPresent())
                .findFirst()
                .flatMap(exited -> exited.get("output"));
    }

    private void add(RecordedEvent event, Optional<JsonElement> arguments, RecordedCall.Outcome outcome) {
        var entered = history.enteredBefore(event);
        var state = state(entered);
        var call = new RecordedCall(arguments, outcome, position(event, entered, state));
        byState.computeIfAbsent(state.name(), first -> new ArrayList<>()).add(call);
    }

    private State state(RecordedEvent entered) {
        return definition.states().stream()
                .filter(state -> entered.name().equals(Optional.of(state.name())))
                .findFirst()
                .orElseThrow();
    }

    /** The iterations around a call from the outside, and its visit and itself behind them. */
    private RecordedCall.Position position(RecordedEvent event, RecordedEvent entered, State state) {
        var position = new ArrayList<Integer>();
        position.add(event.id());
        position.add(entered.id());
        var inner = entered;
        for (var map : mapsAround(state)) {
            var iteration = history.before(
                    inner, each -> each.is("MapIterationStarted") && each.name().equals(Optional.of(map.name())));
            if (iteration.isEmpty()) {
                break;
            }
            position.add(iteration.get().get("index").orElseThrow().getAsInt());
            inner = iteration.get();
            position.add(history.before(inner, each -> each.is("MapStateStarted"))
                    .map(RecordedEvent::id)
                    .orElse(0));
        }
        Collections.reverse(position);
        return new RecordedCall.Position(position);
    }

    /** From the inside. */
    private static List<State> mapsAround(State state) {
        return Stream.iterate(
                        state.scope().owner(),
                        Optional::isPresent,
                        owner -> owner.flatMap(each -> each.scope().owner()))
                .flatMap(Optional::stream)
                .filter(owner -> owner.is(StateType.MAP))
                .toList();
    }
}
