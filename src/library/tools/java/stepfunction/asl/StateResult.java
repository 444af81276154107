package stepfunction.asl;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a state ended that ran alone: https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html.
 *
 * @param outputOrNull of a state that succeeded or whose error was caught
 * @param errorOrNull of a state that failed, is retried or caught; even then a Fail may give none
 * @param causeOrNull likewise
 * @param transition to the next state; absent at an end, and where no state follows a failure
 * @param assigned variables
 * @param retryDelay before the retry of a state that is RETRIABLE
 */
public record StateResult(
        Status status,
        @Nullable JsonElement outputOrNull,
        @Nullable String errorOrNull,
        @Nullable String causeOrNull,
        Optional<Transition> transition,
        Map<String, JsonElement> assigned,
        Optional<Duration> retryDelay) {

    /** As TestState names it. */
    public enum Status {
        SUCCEEDED,
        FAILED,
        RETRIABLE,
        CAUGHT_ERROR
    }

    public StateResult {
        assigned = Map.copyOf(assigned);
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
