package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import stepfunction.asl.EventType;
import stepfunction.asl.Fields;
import stepfunction.asl.HistoryEvent;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.State;
import stepfunction.asl.StrictJson;
import stepfunction.asl.TaskCall;
import stepfunction.asl.Transition;

/**
 * Prints what happens in an execution, line by line: each state at its virtual time, and below it what its handler logs, how its
 * mock answers, how it fails. An execution that it starts has a story of its own, further to the right.
 */
final class Story {

    private static final int MAX_MOCK_LENGTH = 100;
    private static final String MARGIN = " ".repeat(18);
    private static final Set<EventType> FAILURES = Set.of(
            EventType.LAMBDA_FUNCTION_FAILED,
            EventType.LAMBDA_FUNCTION_TIMED_OUT,
            EventType.TASK_FAILED,
            EventType.TASK_TIMED_OUT,
            EventType.ACTIVITY_FAILED,
            EventType.ACTIVITY_TIMED_OUT,
            EventType.MAP_STATE_FAILED,
            EventType.PARALLEL_STATE_FAILED,
            EventType.EVALUATION_FAILED);
    private static final Map<EventType, String> ENDS = Map.of(
            EventType.EXECUTION_SUCCEEDED, "SUCCEEDED",
            EventType.EXECUTION_FAILED, "FAILED",
            EventType.EXECUTION_TIMED_OUT, "TIMED_OUT",
            EventType.EXECUTION_ABORTED, "ABORTED");
    private static final Set<EventType> STARTS = Set.of(EventType.MAP_STATE_STARTED, EventType.PARALLEL_STATE_STARTED);

    private final Optional<Consumer<String>> teller;
    private final boolean data;
    private final Optional<Child> child;
    private final Set<State> failed = new HashSet<>();
    private final Set<State> starting = new HashSet<>();
    private Optional<HistoryEvent> start = Optional.empty();

    /**
     * The attributes that distinguish the story of an execution started by another one.
     *
     * @param workflow its name in the plan
     * @param origin the time from which its times count
     */
    private record Child(String workflow, Instant origin, String indent) {}

    /** @param data whether each state's input and output are printed */
    Story(Consumer<String> teller, boolean data) {
        this(Optional.of(teller), data, Optional.empty());
    }

    /** A story that is not printed. */
    static Story untold() {
        return new Story(Optional.empty(), false, Optional.empty());
    }

    private Story(Optional<Consumer<String>> teller, boolean data, Optional<Child> child) {
        this.teller = teller;
        this.data = data;
        this.child = child;
    }

    /**
     * The story of an execution that a Task of this one starts.
     *
     * @param workflow its name in the plan
     */
    Story ofChild(State task, String workflow) {
        starting.add(task);
        var origin =
                child.map(Child::origin).orElseGet(() -> start.orElseThrow().time());
        return new Story(teller, data, Optional.of(new Child(workflow, origin, indent(task) + "  ")));
    }

    void happens(HistoryEvent event) {
        if (start.isEmpty()) {
            start = Optional.of(event);
        }
        if (isUntold()) {
            return;
        }
        event.state().ifPresent(state -> happens(event, state));
        if (isEnd(event)) {
            tellAt(event.time(), end(event));
        }
    }

    private boolean isUntold() {
        return teller.isEmpty();
    }

    /** The end of the case's own execution is printed in more detail later. */
    private String end(HistoryEvent event) {
        var status = ENDS.get(event.type());
        return child.map(each -> {
                    var hasFailed = event.type() == EventType.EXECUTION_FAILED;
                    var end = "%s%s %s".formatted(each.indent(), each.workflow(), status);
                    return hasFailed ? "%s: %s".formatted(end, error(event)) : end;
                })
                .orElse("Execution " + status);
    }

    /** With that of its workflow, where it is another execution's; as a case names it in its mocks. */
    private String name(State state) {
        return child.map(each -> "%s/%s".formatted(each.workflow(), state.name()))
                .orElse(state.name());
    }

    /** The end of an iteration of a distributed Map is none of this execution. */
    private boolean isEnd(HistoryEvent event) {
        var isOfThisExecution = start.filter(first -> first.executionName().equals(event.executionName()))
                .isPresent();
        return isOfThisExecution && ENDS.containsKey(event.type());
    }

    private void happens(HistoryEvent event, State state) {
        if (MergedHistory.isEntered(event)) {
            tellAt(
                    event.time(),
                    state,
                    "%s (%s)".formatted(name(state), state.type().orElseThrow().text()));
            tellData(state, "input", event.input());
        } else if (MergedHistory.isExited(event)) {
            tellData(state, "output", event.output());
            // For the others, the next line says as much.
            event.transition().filter(way -> !way.field().equals("Next")).ifPresent(way -> tellTransition(state, way));
        } else if (event.type() == EventType.MAP_ITERATION_STARTED) {
            tellAt(
                    event.time(),
                    state,
                    "%s, item %s".formatted(name(state), event.detail("index").orElseThrow()));
        } else if (FAILURES.contains(event.type())) {
            var isToldAlready = !failed.add(state);
            if (event.error().isPresent() || !isToldAlready) {
                tellBelow(state, failure(state, event));
            }
        } else if (STARTS.contains(event.type()) && failed.remove(state)) {
            tellAt(event.time(), state, name(state) + ", again");
        }
    }

    /** A Task is entered once and calls for each attempt. */
    void calls(TaskCall call) {
        if (call.retryCount() > 0) {
            tellAt(call.time(), call.state(), "%s, retry %d".formatted(name(call.state()), call.retryCount()));
        }
        if (data) {
            tellBelow(call.state(), "calls %s with %s".formatted(call.resource(), call.arguments()));
        }
    }

    void mocked(State state, CaseMocks.AnsweredCall answered) {
        if (isUntold()) {
            return;
        }
        tellBelow(state, "mock of call %d %s".formatted(answered.call(), described(answered.response())));
    }

    private static String described(Mock.Response response) {
        if (response instanceof Mock.Throw thrown) {
            return "throws " + thrown.error();
        }
        if (response instanceof Mock.Whole whole) {
            return described(whole.response());
        }
        if (response instanceof Mock.File file) {
            return "reads " + file.path().getFileName();
        }
        return response instanceof Mock.Return returned
                ? "returns " + shortened(returned.result().toString())
                : "never answers";
    }

    /** The case has all of it. */
    private static String shortened(String json) {
        return json.length() <= MAX_MOCK_LENGTH ? json : json.substring(0, MAX_MOCK_LENGTH) + "...";
    }

    void logs(State state, String line) {
        tellBelow(state, "| " + line);
    }

    private void tellTransition(State state, Transition transition) {
        var field = transition.field();
        var rule = field.endsWith(".Next") ? field.substring(0, field.length() - ".Next".length()) : field;
        tellBelow(state, "%s leads to %s".formatted(rule, transition.target()));
    }

    private void tellData(State state, String what, Optional<JsonElement> value) {
        if (data) {
            value.ifPresent(json -> tellBelow(state, "%s %s".formatted(what, json)));
        }
    }

    /** A Parallel or a Map fails with the error of a state within, which has been printed. */
    private String failure(State state, HistoryEvent event) {
        if (event.error().isEmpty() && !state.scopes().isEmpty()) {
            return "failed";
        }
        return "failed: " + (starting.contains(state) ? errorOfChild(event) : error(event));
    }

    private static String error(HistoryEvent event) {
        var error = event.error().orElse("without an error's name");
        return event.cause()
                .map(cause -> "%s, %s".formatted(error, message(cause)))
                .orElse(error);
    }

    /** After the end of an execution was printed, its state as JSON adds nothing. */
    private static String errorOfChild(HistoryEvent event) {
        return event.error().filter("States.TaskFailed"::equals).orElseGet(() -> error(event));
    }

    /** The error message of a function; the rest of Lambda's error payload is already in the log. */
    private static String message(String cause) {
        try {
            return StrictJson.parse(cause) instanceof JsonObject json
                    ? new Fields(json).text("errorMessage").orElse(cause)
                    : cause;
        } catch (InvalidJsonException e) {
            return cause;
        }
    }

    private void tellAt(Instant time, State state, String what) {
        tellAt(time, indent(state) + what);
    }

    private void tellAt(Instant time, String what) {
        var origin = child.map(Child::origin)
                .orElseGet(() -> start.map(HistoryEvent::time).orElse(time));
        var elapsed = elapsed(Duration.between(origin, time));
        teller.ifPresent(each -> each.accept("%16s  %s".formatted(elapsed, what)));
    }

    private void tellBelow(State state, String what) {
        teller.ifPresent(each -> each.accept("%s%s  %s".formatted(MARGIN, indent(state), what)));
    }

    /** The states of a branch or an iteration stand below that of the Parallel or Map. */
    private String indent(State state) {
        var owners = Stream.iterate(
                        state.scope().owner(),
                        Optional::isPresent,
                        owner -> owner.flatMap(each -> each.scope().owner()))
                .count();
        return child.map(Child::indent).orElse("") + "  ".repeat((int) owners);
    }

    /** Such as 00:00:02.034, or 1 d 00:00:00.000. */
    static String elapsed(Duration time) {
        var ofDay = "%02d:%02d:%02d.%03d"
                .formatted(time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart(), time.toMillisPart());
        return time.toDays() == 0 ? ofDay : "%d d %s".formatted(time.toDays(), ofDay);
    }
}
