package stepfunction.asl;

import com.google.gson.JsonElement;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stepfunction.asl.StateResult.Status;

/** A state that runs without those around it, and makes one attempt. */
final class LoneState {

    private final Execution execution;
    private final Visit visit;

    LoneState(Execution execution, StateEntry entry, @Nullable Object input) {
        this.execution = execution;
        var state = entry.state();
        var item = isInMap(state) ? Optional.of(new MapItem(0, input)) : Optional.<MapItem>empty();
        var scope = new ScopeRun(execution, state.scope(), Variables.none(), Trail.ofMachine(), item, false);
        var values = new HashMap<String, @Nullable Object>();
        entry.variables().forEach((name, value) -> values.put(name, JsonValues.fromGson(value)));
        scope.variables().set(values);
        this.visit = new Visit(scope, state, input, true);
    }

    private static boolean isInMap(State state) {
        return state.scope()
                .owner()
                .filter(owner -> owner.is(StateType.MAP) || isInMap(owner))
                .isPresent();
    }

    /** @param deadline after which the state has timed out */
    StateResult run(Instant deadline) {
        try {
            return completed(execution.timeline().runUntil(deadline, visit::run));
        } catch (StateError e) {
            return failed(e);
        } catch (Timeline.DeadlineException e) {
            return failed(StateError.timeout());
        }
    }

    private StateResult completed(Completion completion) {
        var caught = visit.caught();
        var assigned = new LinkedHashMap<String, JsonElement>();
        completion.assigned().forEach((name, value) -> assigned.put(name, JsonValues.toGson(value)));
        return new StateResult(
                caught.isPresent() ? Status.CAUGHT_ERROR : Status.SUCCEEDED,
                JsonValues.toGson(completion.output()),
                caught.map(StateError::error).orElse(null),
                caught.map(StateError::errorCause).orElse(null),
                completion.transition(),
                assigned,
                Optional.empty());
    }

    private StateResult failed(StateError error) {
        var retryDelay = visit.pendingRetry().map(Retriers.Retry::delay);
        return new StateResult(
                retryDelay.isPresent() ? Status.RETRIABLE : Status.FAILED,
                null,
                error.error(),
                error.errorCause(),
                Optional.empty(),
                Map.of(),
                retryDelay);
    }
}
