package stepfunction.asl;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Iterations in the execution of their Map: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html. */
final class InlineIterations extends Iterations {

    static final int MAX_CONCURRENCY = 40;

    private final Visit visit;
    private final List<?> items;

    InlineIterations(Visit visit, List<?> items, List<@Nullable Object> inputs) {
        super(inputs);
        this.visit = visit;
        this.items = items;
    }

    @Override
    Optional<Output> run(int index, @Nullable Object input) {
        var details = Details.of("name", visit.state().name(), "index", (long) index);
        var item = new MapItem(index, items.get(index));
        visit.record(EventType.MAP_ITERATION_STARTED, details);
        try {
            var output = visit.inner(visit.state().scopes().get(0), Optional.of(item))
                    .run(input);
            visit.record(EventType.MAP_ITERATION_SUCCEEDED, details);
            return Optional.of(new Output(output));
        } catch (StateError e) {
            if (!e.isTerminal()) {
                visit.record(EventType.MAP_ITERATION_FAILED, details);
            }
            throw e;
        } catch (Timeline.AbortedException e) {
            visit.recordAborted(EventType.MAP_ITERATION_ABORTED, details);
            throw e;
        }
    }
}
