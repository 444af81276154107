package stepfunction.asl;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.Supplier;

/** Retry and Catch: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html. */
final class ErrorHandling {

    private static final long DEFAULT_INTERVAL_SECONDS = 1;
    private static final long DEFAULT_MAX_ATTEMPTS = 3;
    private static final double DEFAULT_BACKOFF_RATE = 2.0;

    private final Visit visit;
    private final IdentityHashMap<JsonObject, Integer> attemptsByRetrier = new IdentityHashMap<>();

    ErrorHandling(Visit visit) {
        this.visit = visit;
    }

    /** @throws StateError that is not to be handled, has no retrier left and no catcher */
    Completion run(Supplier<Completion> attempt) {
        while (true) {
            try {
                return attempt.get();
            } catch (StateError e) {
                var error = visit.located(e);
                var delay = error.isTerminal() ? Optional.<Duration>empty() : delayBeforeRetry(error);
                if (delay.isEmpty()) {
                    return caught(error);
                }
                visit.timeline().sleepUntil(visit.timeline().now().plus(delay.get()));
                visit.countRetry();
            }
        }
    }

    private Completion caught(StateError error) {
        if (error.isTerminal()) {
            throw error;
        }
        visit.recordFailed();
        for (var catcher : Clause.in(visit.state(), "Catch")) {
            if (isFor(catcher.fields(), error)) {
                return caught(catcher, error);
            }
        }
        visit.recordEndOfBranch();
        throw error;
    }

    /** What the catcher makes of the error may be an error itself, with which the state fails again. */
    private Completion caught(Clause catcher, StateError error) {
        try {
            return visit.payload().caught(catcher, error);
        } catch (StateError e) {
            var inCatcher = visit.located(e);
            if (!inCatcher.isTerminal()) {
                visit.recordFailed();
            }
            throw inCatcher;
        }
    }

    /** Of the first retrier that names the error; absent if there is none, or it has no attempt left. */
    private Optional<Duration> delayBeforeRetry(StateError error) {
        for (var retrier : visit.state().retriers()) {
            if (isFor(new Fields(retrier), error)) {
                int earlier = attemptsByRetrier.getOrDefault(retrier, 0);
                if (earlier >= new Fields(retrier).integer("MaxAttempts").orElse(DEFAULT_MAX_ATTEMPTS)) {
                    return Optional.empty();
                }
                attemptsByRetrier.put(retrier, earlier + 1);
                return Optional.of(delay(new Fields(retrier), earlier));
            }
        }
        return Optional.empty();
    }

    /** JitterStrategy is left out, so that a run can be repeated: the delay is the longest that it allows. */
    private static Duration delay(Fields retrier, int earlierAttempts) {
        var interval = retrier.integer("IntervalSeconds").orElse(DEFAULT_INTERVAL_SECONDS);
        var rate = retrier.number("BackoffRate").map(Number::doubleValue).orElse(DEFAULT_BACKOFF_RATE);
        var seconds = interval * Math.pow(rate, earlierAttempts);
        var greatest = retrier.integer("MaxDelaySeconds").orElse((long) Integer.MAX_VALUE);
        return Duration.ofMillis(Math.round(1000 * Math.min(seconds, greatest)));
    }

    private static boolean isFor(Fields handler, StateError error) {
        return handler.texts("ErrorEquals").stream().anyMatch(error::isNamed);
    }
}
