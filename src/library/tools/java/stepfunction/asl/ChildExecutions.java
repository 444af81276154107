package stepfunction.asl;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Iterations that are executions of their own: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html. */
final class ChildExecutions extends Iterations {

    /** Step Functions starts up to 10,000 at once; each is a thread here. */
    static final int MAX_CONCURRENCY = 1000;

    private final Visit visit;
    private final Scope processor;
    private final Tolerance tolerance;
    private int failures;

    ChildExecutions(Visit visit, List<@Nullable Object> inputs, Tolerance tolerance) {
        super(inputs);
        this.visit = visit;
        this.processor = visit.state().scopes().get(0);
        this.tolerance = tolerance;
    }

    @Override
    Optional<Output> run(int index, @Nullable Object input) {
        var child = visit.execution().child(MapAttempt.label(visit.state()), type(), input);
        try {
            return Optional.of(new Output(child.run(processor, Instant.MAX)));
        } catch (StateError e) {
            countFailure();
        } catch (Timeline.DeadlineException e) {
            if (visit.timeline().isOver()) {
                throw e;
            }
            countFailure(); // The child loops; this execution goes on.
        }
        return Optional.empty();
    }

    private void countFailure() {
        failures++;
        if (tolerance.isExceededBy(failures, size())) {
            throw StateError.named(
                    StateError.TOLERANCE_EXCEEDED, "The specified tolerated failure threshold was exceeded");
        }
    }

    private MachineType type() {
        return processor
                .fields()
                .object("ProcessorConfig")
                .flatMap(config -> new Fields(config).text("ExecutionType"))
                .filter("EXPRESS"::equals)
                .map(express -> MachineType.EXPRESS)
                .orElse(MachineType.STANDARD);
    }
}
