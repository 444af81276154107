package stepfunction.asl;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An attempt of a Map: https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html. */
final class MapAttempt implements Supplier<Completion> {

    /** https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html */
    private static final int MAX_INLINE_CONCURRENCY = 40;

    /** Step Functions starts up to 10,000 at once; each is a thread here. */
    private static final int MAX_DISTRIBUTED_CONCURRENCY = 1000;

    private final Visit visit;
    private final boolean distributed;
    private final Scope processor;

    MapAttempt(Visit visit) {
        this.visit = visit;
        this.distributed = visit.state().isDistributedMap();
        this.processor = visit.state().scopes().get(0);
    }

    @Override
    public Completion get() {
        int concurrency = concurrency();
        var tolerance = Tolerance.of(visit.payload());
        var items = visit.state()
                .fields()
                .object("ItemReader")
                .<List<?>>map(this::read)
                .orElseGet(visit.payload()::items);
        var inputs = new ItemBatcher(visit).batches(itemInputs(items));
        visit.record(EventType.MAP_STATE_STARTED, Details.of("length", (long) items.size()));
        var iterations = new Iterations(items, inputs, tolerance);
        try {
            iterations.runAll(concurrency);
        } catch (StateError e) {
            visit.record(EventType.MAP_STATE_FAILED, Details.of(e));
            throw e;
        }
        visit.record(EventType.MAP_STATE_SUCCEEDED, Details.none());
        return visit.payload().withResult(written(iterations.outputs()));
    }

    private int concurrency() {
        long most = distributed ? MAX_DISTRIBUTED_CONCURRENCY : MAX_INLINE_CONCURRENCY;
        long wanted = visit.payload().integer("MaxConcurrency").orElse(0L);
        if (wanted < 0) {
            throw visit.payload().error("MaxConcurrency cannot be negative.");
        }
        return (int) (wanted == 0 ? most : Math.min(wanted, most));
    }

    private List<@Nullable Object> itemInputs(List<?> items) {
        var inputs = new ArrayList<@Nullable Object>();
        for (int index = 0; index < items.size(); index++) {
            inputs.add(visit.payload().itemInput(new MapItem(index, items.get(index))));
        }
        return inputs;
    }

    /** The items that a service lists or stores, as whoever runs Tasks gives them. */
    private List<?> read(JsonObject reader) {
        var payload = visit.payload();
        var fields = new Fields(reader);
        var field = payload.argumentsField();
        var arguments = fields.get(field)
                .map(template -> payload.composed(template, "ItemReader/" + field))
                .orElse(Map.of());
        var call = new TaskCall(
                visit.state(),
                fields.text("Resource").orElse(""),
                JsonValues.toGson(arguments),
                visit.retryCount(),
                Optional.empty(),
                visit.timeline().now(),
                Optional.empty());
        try {
            var result = visit.execution().shared().tasks().run(call);
            visit.timeline().sleepUntil(visit.timeline().now().plus(result.took()));
            if (JsonValues.fromGson(result.output()) instanceof List<?> items) {
                return limited(items, fields.object("ReaderConfig").orElseGet(JsonObject::new));
            }
            throw StateError.named(StateError.ITEM_READER_FAILED, "What the ItemReader has read is no array");
        } catch (TaskFailure e) {
            visit.timeline().sleepUntil(visit.timeline().now().plus(e.took()));
            throw StateError.named(StateError.ITEM_READER_FAILED, e.errorCause());
        }
    }

    private List<?> limited(List<?> items, JsonObject config) {
        var most = visit.payload()
                .integer(config, "ItemReader/ReaderConfig", "MaxItems")
                .filter(limit -> limit > 0);
        return items.subList(0, (int) Math.min(items.size(), most.orElse((long) items.size())));
    }

    /** With a ResultWriter the state's result tells where the results are. */
    private @Nullable Object written(List<@Nullable Object> outputs) {
        var writer = visit.state().fields().object("ResultWriter").filter(object -> object.has("Resource"));
        if (writer.isEmpty()) {
            return outputs;
        }
        var field = visit.payload().argumentsField();
        JsonElement template = new Fields(writer.get()).get(field).orElse(JsonNull.INSTANCE);
        var arguments = visit.payload().composed(template, "ResultWriter/" + field);
        var parameters = arguments instanceof Map<?, ?> map ? map : Map.of();
        var run = UUID.randomUUID().toString();
        var details = new LinkedHashMap<String, @Nullable Object>();
        details.put("Bucket", parameters.get("Bucket"));
        var prefix = parameters.get("Prefix") == null ? "" : parameters.get("Prefix") + "/";
        details.put("Key", "%s%s/manifest.json".formatted(prefix, run));
        var result = new LinkedHashMap<String, @Nullable Object>();
        result.put("MapRunArn", mapRunArn(run));
        result.put("ResultWriterDetails", details);
        return result;
    }

    private String mapRunArn(String run) {
        var machine = String.valueOf(((Map<?, ?>) visit.context().get("StateMachine")).get("Id"));
        return "%s/%s:%s".formatted(machine.replace(":stateMachine:", ":mapRun:"), label(), run);
    }

    private String label() {
        return visit.state().fields().text("Label").orElse(visit.state().name());
    }

    /**
     * How many iterations of a distributed Map may fail.
     *
     * @param percentage of all
     */
    private record Tolerance(Optional<Long> count, Optional<BigDecimal> percentage) {

        static Tolerance of(Payload payload) {
            var count = payload.integer("ToleratedFailureCount");
            if (count.filter(number -> number < 0).isPresent()) {
                throw payload.error("ToleratedFailureCount cannot be negative.");
            }
            var percentage = payload.number("ToleratedFailurePercentage");
            if (percentage
                    .filter(number -> number.signum() < 0 || number.doubleValue() > 100)
                    .isPresent()) {
                throw payload.error("ToleratedFailurePercentage must be between 0 and 100.");
            }
            return new Tolerance(count, percentage);
        }

        boolean isExceededBy(int failures, int all) {
            if (count.isEmpty() && percentage.isEmpty()) {
                return failures > 0;
            }
            var isCountExceeded = count.filter(most -> failures > most).isPresent();
            return isCountExceeded
                    || percentage
                            .filter(most -> 100.0 * failures / all > most.doubleValue())
                            .isPresent();
        }
    }

    /** The iterations, of which some run at the same time. */
    private final class Iterations {
        private final List<?> items;
        private final List<@Nullable Object> inputs;
        private final Tolerance tolerance;
        private final List<Optional<Output>> outputs;
        private int started;
        private int failures;

        Iterations(List<?> items, List<@Nullable Object> inputs, Tolerance tolerance) {
            this.items = items;
            this.inputs = inputs;
            this.tolerance = tolerance;
            this.outputs = new ArrayList<>(Collections.nCopies(inputs.size(), Optional.empty()));
        }

        void runAll(int concurrency) {
            if (distributed) {
                visit.record(EventType.MAP_RUN_STARTED, Details.of("mapRunArn", mapRunArn(label())));
            }
            try {
                var worker = (Runnable) this::runWhatIsLeft;
                visit.timeline().runConcurrently(Collections.nCopies(Math.min(concurrency, inputs.size()), worker));
            } catch (StateError e) {
                if (distributed) {
                    visit.record(EventType.MAP_RUN_FAILED, Details.of(e));
                }
                throw e;
            }
            if (distributed) {
                visit.record(EventType.MAP_RUN_SUCCEEDED, Details.none());
            }
        }

        private void runWhatIsLeft() {
            while (started < inputs.size()) {
                int index = started++;
                if (distributed) {
                    runChildExecution(index);
                } else {
                    runInline(index);
                }
            }
        }

        private void runInline(int index) {
            var iteration = Details.of("name", visit.state().name(), "index", (long) index);
            visit.record(EventType.MAP_ITERATION_STARTED, iteration);
            try {
                var item = new MapItem(index, items.get(index));
                var output = visit.inner(processor, Optional.of(item)).run(inputs.get(index));
                outputs.set(index, Optional.of(new Output(output)));
            } catch (StateError e) {
                visit.record(EventType.MAP_ITERATION_FAILED, iteration);
                throw e;
            } catch (Timeline.AbortedException e) {
                if (!visit.execution().history().isFull()) {
                    visit.record(EventType.MAP_ITERATION_ABORTED, iteration);
                }
                throw e;
            }
            visit.record(EventType.MAP_ITERATION_SUCCEEDED, iteration);
        }

        private void runChildExecution(int index) {
            try {
                var child = visit.execution().child(label(), childType(), inputs.get(index));
                outputs.set(index, Optional.of(new Output(child.run(processor))));
            } catch (StateError e) {
                countFailure();
            } catch (Timeline.DeadlineException e) {
                if (visit.timeline().isOver()) {
                    throw e;
                }
                countFailure(); // The child loops; this execution goes on.
            }
        }

        private void countFailure() {
            failures++;
            if (tolerance.isExceededBy(failures, inputs.size())) {
                throw StateError.named(
                        StateError.TOLERANCE_EXCEEDED, "The specified tolerated failure threshold was exceeded");
            }
        }

        private WorkflowType childType() {
            var type = processor
                    .fields()
                    .object("ProcessorConfig")
                    .flatMap(config -> new Fields(config).text("ExecutionType"));
            return type.filter("EXPRESS"::equals).isPresent() ? WorkflowType.EXPRESS : WorkflowType.STANDARD;
        }

        /** Of those that succeeded, in the order of the items. */
        List<@Nullable Object> outputs() {
            var values = new ArrayList<@Nullable Object>();
            outputs.forEach(output -> output.ifPresent(each -> values.add(each.value())));
            return values;
        }
    }

    /** An output, which may be null. */
    private record Output(@Nullable Object value) {}
}
