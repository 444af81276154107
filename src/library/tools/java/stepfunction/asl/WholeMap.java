package stepfunction.asl;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An attempt of a distributed Map that is answered as a whole, without its iterations. One of both is there. */
record WholeMap(
        Visit visit, @Nullable TaskResult result, @Nullable TaskFailure failure) {

    /** Absent where the Map runs. */
    static Optional<WholeMap> answered(Visit visit) {
        try {
            return visit.execution()
                    .shared()
                    .tasks()
                    .runMap(visit.state())
                    .map(result -> new WholeMap(visit, result, null));
        } catch (TaskFailure failure) {
            return Optional.of(new WholeMap(visit, null, failure));
        }
    }

    /**
     * The Map's result.
     *
     * @param items their number
     * @throws StateError with which the Map fails
     */
    @Nullable
    Object run(long items) {
        visit.record(EventType.MAP_STATE_STARTED, Details.of("length", items));
        visit.record(
                EventType.MAP_RUN_STARTED,
                Details.of("mapRunArn", visit.execution().mapRunArn(MapAttempt.label(visit.state()))));
        if (result == null) {
            throw failed();
        }
        sleep(result.took());
        visit.record(EventType.MAP_RUN_SUCCEEDED, Details.none());
        visit.record(EventType.MAP_STATE_SUCCEEDED, Details.none());
        return JsonValues.fromGson(result.output());
    }

    private StateError failed() {
        var thrown = Objects.requireNonNull(failure);
        sleep(thrown.took());
        var error = StateError.named(thrown.error(), thrown.errorCause());
        visit.record(EventType.MAP_RUN_FAILED, Details.of(error));
        return error;
    }

    private void sleep(Duration took) {
        visit.timeline().sleepUntil(visit.timeline().now().plus(took));
    }
}
