package stepfunction.asl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The events of one execution, in their order. */
final class History {

    /** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html#service-limits-state-machine-executions */
    private static final int MAX_EVENTS = 25_000;

    /** Express workflows have no such quota. One with so many events loops, and would end when its five minutes are over. */
    private static final int MAX_EXPRESS_EVENTS = 100_000;

    static final Set<EventType> ENDS = Set.of(
            EventType.EXECUTION_SUCCEEDED,
            EventType.EXECUTION_FAILED,
            EventType.EXECUTION_TIMED_OUT,
            EventType.EXECUTION_ABORTED);

    private final String executionName;
    private final Timeline timeline;
    private final Limit limit;
    private final Consumer<HistoryEvent> listener;
    private final List<HistoryEvent> events = new ArrayList<>();

    private History(String executionName, Timeline timeline, Limit limit, Consumer<HistoryEvent> listener) {
        this.executionName = executionName;
        this.timeline = timeline;
        this.limit = limit;
        this.listener = listener;
    }

    /**
     * How long a history may be.
     *
     * @param whenFull makes what ends the execution
     */
    private record Limit(int events, Supplier<RuntimeException> whenFull) {}

    /**
     * Something that happens.
     *
     * @param state absent for the execution itself
     * @param transition that is taken, of a state that is exited
     */
    record Occurrence(
            EventType type,
            @Nullable State state,
            Map<String, ?> details,
            @Nullable Transition transition) {}

    static History standard(String executionName, Timeline timeline, Consumer<HistoryEvent> listener) {
        return new History(executionName, timeline, new Limit(MAX_EVENTS, History::tooManyEvents), listener);
    }

    static History express(String executionName, Timeline timeline, Consumer<HistoryEvent> listener) {
        return new History(
                executionName, timeline, new Limit(MAX_EXPRESS_EVENTS, Timeline.DeadlineException::new), listener);
    }

    private static StateError tooManyEvents() {
        return StateError.terminal(
                StateError.RUNTIME,
                "The execution reached the maximum number of history events (%d).".formatted(MAX_EVENTS));
    }

    /**
     * Adds an event, and returns its id.
     *
     * @throws RuntimeException that ends the execution, if only the event of its end still fits
     */
    int add(Occurrence occurrence, int previousId) {
        if (isFull() && !ENDS.contains(occurrence.type())) {
            throw limit.whenFull().get();
        }
        var event = new HistoryEvent(
                executionName,
                events.size() + 1,
                previousId,
                occurrence.type(),
                timeline.now(),
                occurrence.state(),
                occurrence.details(),
                occurrence.transition());
        events.add(event);
        listener.accept(event);
        return event.id();
    }

    /** The id of the last event; 0 before the first one. */
    int lastId() {
        return events.size();
    }

    /** Whether all fits but the event that ends the execution. */
    boolean isFull() {
        return events.size() >= limit.events() - 1;
    }

    List<HistoryEvent> events() {
        return List.copyOf(events);
    }
}
