package stepfunction.asl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An attempt of a Map: https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html. */
final class MapAttempt implements Supplier<Completion> {

    private final Visit visit;
    private final Payload payload;
    private final Fields fields;
    private final boolean isDistributed;

    MapAttempt(Visit visit) {
        this.visit = visit;
        this.payload = visit.payload();
        this.fields = visit.state().fields();
        this.isDistributed = visit.state().isDistributedMap();
    }

    /** A Map's name in the ARNs of its run and of its child executions. */
    static String label(State map) {
        return map.fields().text("Label").orElse(map.name());
    }

    @Override
    public Completion get() {
        int concurrency = concurrency();
        var whole = isDistributed ? WholeMap.answered(visit) : Optional.<WholeMap>empty();
        if (whole.isPresent()) {
            return payload.withResult(whole.get().run(numberOfListedItems()));
        }
        var items = items();
        var inputs = new ItemBatcher(visit).batches(inputs(items));
        visit.record(EventType.MAP_STATE_STARTED, Details.of("length", (long) items.size()));
        var outputs = isDistributed
                ? runDistributed(new ChildExecutions(visit, inputs, Tolerance.in(payload)), concurrency)
                : run(new InlineIterations(visit, items, inputs), concurrency);
        visit.record(EventType.MAP_STATE_SUCCEEDED, Details.none());
        return payload.withResult(result(outputs));
    }

    private int concurrency() {
        long most = isDistributed ? ChildExecutions.MAX_CONCURRENCY : InlineIterations.MAX_CONCURRENCY;
        long wanted = payload.integer("MaxConcurrency").orElse(0L);
        if (wanted < 0) {
            throw payload.error("MaxConcurrency cannot be negative.");
        }
        return (int) (wanted == 0 ? most : Math.min(wanted, most));
    }

    /** Step Functions reports none that a reader reads. */
    private long numberOfListedItems() {
        return fields.has("ItemReader") ? 0 : payload.items().size();
    }

    private List<?> items() {
        var reader = fields.object("ItemReader");
        return reader.isPresent() ? new ItemReader(visit, reader.get()).items() : payload.items();
    }

    private List<@Nullable Object> inputs(List<?> items) {
        var inputs = new ArrayList<@Nullable Object>();
        for (int index = 0; index < items.size(); index++) {
            inputs.add(payload.itemInput(new MapItem(index, items.get(index))));
        }
        return inputs;
    }

    private List<@Nullable Object> run(Iterations iterations, int concurrency) {
        try {
            iterations.runAll(visit.timeline(), concurrency);
            return iterations.outputs();
        } catch (StateError e) {
            if (isDistributed) {
                visit.record(EventType.MAP_RUN_FAILED, Details.of(e));
            }
            throw e;
        }
    }

    private List<@Nullable Object> runDistributed(Iterations iterations, int concurrency) {
        visit.record(EventType.MAP_RUN_STARTED, Details.of("mapRunArn", mapRunArn()));
        var outputs = run(iterations, concurrency);
        visit.record(EventType.MAP_RUN_SUCCEEDED, Details.none());
        return outputs;
    }

    /** The outputs; with a ResultWriter, where they are. */
    private Object result(List<@Nullable Object> outputs) {
        var writer = fields.object("ResultWriter").filter(json -> json.has("Resource"));
        return writer.isPresent() ? new ResultWriter(payload, writer.get()).result(mapRunArn()) : outputs;
    }

    private String mapRunArn() {
        return visit.execution().mapRunArn(label(visit.state()));
    }
}
