package stepfunction.recording;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The events of one execution, from its start to its end, with all of their data.
 *
 * @param events in the order of their ids, which count from 1
 */
record RecordedHistory(List<RecordedEvent> events) {

    private static final String COMMAND = "aws stepfunctions get-execution-history --execution-arn ARN > FILE";

    RecordedHistory {
        events = List.copyOf(events);
    }

    /**
     * Checks that nothing is missing.
     *
     * @param events in any order; an event may be in two pages
     * @param goesOn whether the last page says that another one follows
     * @throws HistoryException for the first thing that is missing
     */
    static RecordedHistory of(List<RecordedEvent> events, boolean goesOn) {
        var history = new RecordedHistory(events.stream()
                .distinct()
                .sorted(Comparator.comparing(RecordedEvent::id))
                .toList());
        history.hasNoGap();
        history.isOfOneRun();
        history.hasEnded(goesOn);
        history.hasAllData();
        history.hasAnEndThatACaseCanExpect();
        return history;
    }

    private void hasNoGap() {
        if (events.isEmpty()) {
            throw new HistoryException("has no events; fetch them with " + COMMAND);
        }
        if (events.get(0).id() != 1) {
            throw new HistoryException("was cut off: it begins with %s; fetch all events with %s"
                    .formatted(events.get(0).title(), COMMAND));
        }
        for (var index = 1; index < events.size(); index++) {
            var before = events.get(index - 1);
            var event = events.get(index);
            if (event.id() == before.id()) {
                throw new HistoryException("must be of one execution, but has %s and %s with the same id"
                        .formatted(before.type(), event.type()));
            }
            if (event.id() != before.id() + 1) {
                throw new HistoryException(
                        "was cut off: %s is followed by %s; fetch all events with %s, or log at the level ALL"
                                .formatted(before.title(), event.title(), COMMAND));
            }
        }
        if (!start().is("ExecutionStarted")) {
            throw new HistoryException("must begin with ExecutionStarted, but begins with " + start().type());
        }
    }

    private void isOfOneRun() {
        events.stream()
                .filter(event -> event.is("ExecutionRedriven"))
                .findFirst()
                .ifPresent(redriven -> {
                    throw new HistoryException(
                            "has an execution that was redriven (%s), which a case cannot repeat; record an execution that was not"
                                    .formatted(redriven.title()));
                });
    }

    private void hasEnded(boolean goesOn) {
        if (end().isEndOfExecution()) {
            return;
        }
        throw new HistoryException(
                goesOn
                        ? "was cut off: it has a nextToken after %s; fetch all events with %s"
                                .formatted(end().title(), COMMAND)
                        : "has no end: after %s, the execution still runs or the history was cut off; fetch it when the execution has ended"
                                .formatted(end().title()));
    }

    private void hasAllData() {
        for (var event : events) {
            if (isTruncated(event.details())) {
                throw new HistoryException(
                        "was cut off: the data of %s is truncated; record an execution with less data"
                                .formatted(event.title()));
            }
            if (needsInput(event) && event.get("input").isEmpty()) {
                throw new HistoryException(
                        "has no data, such as the input of %s; fetch it without --no-include-execution-data, or log it with includeExecutionData"
                                .formatted(event.title()));
            }
        }
    }

    private static boolean needsInput(RecordedEvent event) {
        return event.isEntered() || event.is("ExecutionStarted");
    }

    private static boolean isTruncated(JsonObject details) {
        return details.asMap().entrySet().stream()
                .filter(detail -> detail.getKey().endsWith("Details"))
                .anyMatch(detail -> detail.getValue() instanceof JsonObject object && isTrue(object.get("truncated")));
    }

    private static boolean isTrue(@Nullable JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isBoolean() && primitive.getAsBoolean();
    }

    private void hasAnEndThatACaseCanExpect() {
        if (end().is("ExecutionAborted")) {
            throw new HistoryException(
                    "has an execution that was stopped from outside, which a case cannot repeat; record one that ended by itself");
        }
        if (end().is("ExecutionTimedOut")) {
            throw new HistoryException(
                    "has an execution that ran out of time, which a case cannot repeat, as its mocks take none; record one that ended in time");
        }
    }

    RecordedEvent start() {
        return events.get(0);
    }

    RecordedEvent end() {
        return events.get(events.size() - 1);
    }

    Stream<RecordedEvent> entered() {
        return events.stream().filter(RecordedEvent::isEntered);
    }

    /** The nearest event that led to this one, if there is one of this kind. */
    Optional<RecordedEvent> before(RecordedEvent event, Predicate<RecordedEvent> kind) {
        var each = event;
        // Ids only grow, so that a history with a loop ends too.
        while (each.previousId() > 0 && each.previousId() < each.id()) {
            each = events.get(each.previousId() - 1);
            if (kind.test(each)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The state that an event happens in. */
    RecordedEvent enteredBefore(RecordedEvent event) {
        return before(event, RecordedEvent::isEntered)
                .orElseThrow(() -> new HistoryException("has %s, which no state leads to".formatted(event.title())));
    }

    /** How each call ended, by the id of the event that scheduled it. */
    Map<Integer, RecordedEvent> endsOfCalls() {
        var ends = new HashMap<Integer, RecordedEvent>();
        events.stream()
                .filter(event -> event.isSuccess() || event.isFailure())
                .forEach(event -> before(event, each -> each.isScheduled() || each.isEntered())
                        .filter(RecordedEvent::isScheduled)
                        .ifPresent(scheduled -> ends.put(scheduled.id(), event)));
        return ends;
    }
}
