package stepfunction.local;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stepfunction.asl.HistoryEvent;
import stepfunction.asl.State;
import stepfunction.asl.StateResult;

/**
 * A state that was run alone, and its result.
 *
 * @param events of its execution
 */
record StateRun(State state, StateResult result, List<HistoryEvent> events) {

    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    StateRun {
        events = List.copyOf(events);
    }

    /** Whether it has an output: of its own, or of a catcher. */
    boolean hasSucceeded() {
        return result.output().isPresent();
    }

    /** The arguments it sends, the result of the call, the variables it assigns, and how it ends, one line each. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        detail("parameters").ifPresent(sent -> lines.add("Request: " + sent));
        if (detail("parameters").isPresent()) {
            lastOutput().ifPresent(returned -> lines.add("Result: " + returned));
        }
        if (!result.assigned().isEmpty()) {
            lines.add("Variables: " + GSON.toJson(result.assigned()));
        }
        lines.add("State %s".formatted(ending()));
        return lines;
    }

    /** Of what the state itself calls, not the states within it. */
    private Optional<JsonElement> detail(String name) {
        return events.stream()
                .filter(event -> event.state().filter(state::equals).isPresent())
                .flatMap(event -> event.detail(name).stream())
                .findFirst();
    }

    /** Of the call that has succeeded; a {@code .sync} call answers first that it has started. */
    private Optional<JsonElement> lastOutput() {
        return events.stream()
                .filter(event -> event.state().filter(state::equals).isPresent() && !MergedHistory.isExited(event))
                .flatMap(event -> event.output().stream())
                .reduce((first, second) -> second);
    }

    private String ending() {
        return switch (result.status()) {
            case SUCCEEDED -> "SUCCEEDED" + next();
            case CAUGHT_ERROR -> "CAUGHT_ERROR: %s%s".formatted(error(), next());
            case RETRIABLE ->
                "RETRIABLE: %s; the retry follows after %s s"
                        .formatted(error(), result.retryDelay().orElseThrow().toMillis() / 1000.0);
            case FAILED -> "FAILED: " + error();
        };
    }

    private String next() {
        return result.transition()
                .map(transition -> "; %s leads to %s".formatted(transition.field(), transition.target()))
                .orElse("; the state is an end");
    }

    private String error() {
        var error = result.error().orElse("without an error's name");
        return result.cause().map(cause -> "%s, %s".formatted(error, cause)).orElse(error);
    }
}
