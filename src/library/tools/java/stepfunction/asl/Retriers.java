package stepfunction.asl;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The retriers of a state during one visit, and how often each has been used:
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html.
 */
public final class Retriers {

    private static final long DEFAULT_INTERVAL_SECONDS = 1;
    private static final long DEFAULT_MAX_ATTEMPTS = 3;
    private static final double DEFAULT_BACKOFF_RATE = 2.0;

    private final List<JsonObject> retriers;
    private final int[] attempts;

    public Retriers(State state) {
        this.retriers = state.retriers();
        this.attempts = new int[retriers.size()];
    }

    /**
     * A retry that follows an error.
     *
     * @param retrier its index in the state's Retry
     */
    record Retry(int retrier, Duration delay) {}

    /** Whether a call that fails with this error is repeated. Counts the retry. */
    public boolean retries(String error) {
        return retry(StateError.named(error, null)).isPresent();
    }

    /** The retry by the first retrier that names the error; absent if there is none, or it has no attempt left. Counts the retry. */
    Optional<Retry> retry(StateError error) {
        var first = error.isTerminal() ? OptionalInt.empty() : firstFor(error);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        var index = first.getAsInt();
        var retrier = new Fields(retriers.get(index));
        var earlier = attempts[index];
        if (earlier >= retrier.integer("MaxAttempts").orElse(DEFAULT_MAX_ATTEMPTS)) {
            return Optional.empty();
        }
        attempts[index]++;
        return Optional.of(new Retry(index, delay(retrier, earlier)));
    }

    private OptionalInt firstFor(StateError error) {
        return IntStream.range(0, retriers.size())
                .filter(index -> error.isNamedIn(new Fields(retriers.get(index))))
                .findFirst();
    }

    /** JitterStrategy is left out, so that a run can be repeated: the delay is the longest that it allows. */
    private static Duration delay(Fields retrier, int earlierAttempts) {
        var interval = retrier.integer("IntervalSeconds").orElse(DEFAULT_INTERVAL_SECONDS);
        var rate = retrier.number("BackoffRate").map(Number::doubleValue).orElse(DEFAULT_BACKOFF_RATE);
        var seconds = interval * Math.pow(rate, earlierAttempts);
        var greatest = retrier.integer("MaxDelaySeconds").orElse((long) Integer.MAX_VALUE);
        return Duration.ofMillis(Math.round(1000 * Math.min(seconds, greatest)));
    }
}
