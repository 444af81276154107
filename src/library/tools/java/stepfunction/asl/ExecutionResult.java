package stepfunction.asl;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an execution ended.
 *
 * @param outputOrNull of one that succeeded
 * @param errorOrNull of one that failed; even then a Fail may give none
 * @param causeOrNull of one that failed, likewise
 * @param history all events; those of a distributed Map's iterations, which have histories of their own, only went to the listener
 */
public record ExecutionResult(
        Status status,
        @Nullable JsonElement outputOrNull,
        @Nullable String errorOrNull,
        @Nullable String causeOrNull,
        List<HistoryEvent> history) {

    /** As Step Functions names it. */
    public enum Status {
        SUCCEEDED,
        FAILED,
        TIMED_OUT
    }

    public ExecutionResult {
        history = List.copyOf(history);
    }

    public Optional<JsonElement> output() {
        return Optional.ofNullable(outputOrNull);
    }

    public Optional<String> error() {
        return Optional.ofNullable(errorOrNull);
    }

    public Optional<String> cause() {
        return Optional.ofNullable(causeOrNull);
    }
}
