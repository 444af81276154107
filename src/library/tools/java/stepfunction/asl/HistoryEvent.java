package stepfunction.asl;

import com.google.gson.JsonElement;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event of an execution's history.
 *
 * @param executionName whose history it is in; each iteration of a distributed Map has its own
 * @param id counts the events of a history from 1
 * @param previousId of the event that led to it; 0 where none did
 * @param enclosingState absent for those of the execution itself
 * @param details by their names in Step Functions, such as {@code input}, {@code output}, {@code error}, {@code cause},
 *     {@code resource}, {@code index}; JSON as plain Java values
 * @param takenTransition of a StateExited, unless the state is an end; Step Functions does not report it
 */
public record HistoryEvent(
        String executionName,
        int id,
        int previousId,
        EventType type,
        Instant time,
        @Nullable State enclosingState,
        Map<String, ?> details,
        @Nullable Transition takenTransition) {

    public HistoryEvent {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** Whether it is the last one of its execution. */
    public boolean isEnd() {
        return History.ENDS.contains(type);
    }

    public Optional<State> state() {
        return Optional.ofNullable(enclosingState);
    }

    /** How the state that is exited leads on: by its Next, a rule, a Default, a catcher. */
    public Optional<Transition> transition() {
        return Optional.ofNullable(takenTransition);
    }

    /** JSON, where the event has this detail. */
    public Optional<JsonElement> detail(String name) {
        return details.containsKey(name) ? Optional.of(JsonValues.toGson(details.get(name))) : Optional.empty();
    }

    public Optional<JsonElement> input() {
        return detail("input");
    }

    public Optional<JsonElement> output() {
        return detail("output");
    }

    public Optional<String> error() {
        return Optional.ofNullable((String) details.get("error"));
    }

    public Optional<String> cause() {
        return Optional.ofNullable((String) details.get("cause"));
    }
}
