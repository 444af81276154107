package stepfunction.recording;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stepfunction.asl.Fields;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.StrictJson;

/**
 * Reads the events of one execution, in any of these forms:
 *
 * <ul>
 *   <li>GetExecutionHistory, in one or several pages: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
 *   <li>an EXPRESS workflow's log events, as FilterLogEvents, GetLogEvents or a query of Logs Insights return them, or a line each:
 *       https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 *   <li>the local run's history
 * </ul>
 */
final class HistoryReader {

    private static final Set<String> DATA = Set.of("input", "output", "parameters");
    private static final int MILLIS_PER_SECOND = 1000;

    private final List<RecordedEvent> events = new ArrayList<>();
    private final Set<String> executions = new LinkedHashSet<>();
    private boolean goesOn;

    private HistoryReader() {}

    /** @throws HistoryException for a text that is no history */
    static RecordedHistory read(String text) {
        var reader = new HistoryReader();
        try {
            JsonDocuments.in(text).forEach(reader::readDocument);
        } catch (InvalidJsonException e) {
            throw new HistoryException(String.valueOf(e.getMessage()));
        }
        return RecordedHistory.of(reader.events, reader.goesOn);
    }

    private void readDocument(JsonElement document) {
        if (document instanceof JsonArray array) {
            array.forEach(this::readElement);
        } else if (document instanceof JsonObject object && object.get("events") instanceof JsonArray page) {
            page.forEach(this::readElement);
            goesOn = object.has("nextToken") || object.has("NextToken");
        } else if (document instanceof JsonObject object && object.get("results") instanceof JsonArray rows) {
            rows.forEach(this::readElement);
        } else {
            readElement(document);
        }
    }

    private void readElement(JsonElement element) {
        if (element instanceof JsonArray row) {
            row.forEach(this::readColumn);
        } else if (element instanceof JsonObject object && object.get("message") instanceof JsonPrimitive message) {
            readElement(StrictJson.parse(message.getAsString()));
        } else if (element instanceof JsonObject event && event.has("type") && event.has("id")) {
            readEvent(event);
        } else {
            throw new HistoryException(
                    "must be what `aws stepfunctions get-execution-history` prints, a log of an EXPRESS workflow, or target/local/history.json, but has %s"
                            .formatted(Shortened.json(element)));
        }
    }

    /** A column of a row of Logs Insights. */
    private void readColumn(JsonElement column) {
        if (column instanceof JsonObject object
                && new Fields(object).text("field").filter("@message"::equals).isPresent()) {
            readElement(StrictJson.parse(new Fields(object).text("value").orElse("")));
        }
    }

    private void readEvent(JsonObject event) {
        if (event.has("execution_arn")) {
            readLogged(event);
        } else if (event.has("execution")) {
            readLocal(event);
        } else {
            var details = event.keySet().stream()
                    .filter(name -> name.endsWith("EventDetails"))
                    .findFirst()
                    .map(event::getAsJsonObject)
                    .orElseGet(JsonObject::new);
            add(event, "previousEventId", "timestamp", parsed(details));
        }
    }

    /** An event of the log group, which several executions share. Those of a distributed Map are left out. */
    private void readLogged(JsonObject event) {
        var arn = event.get("execution_arn").getAsString();
        if (isOfMap(arn)) {
            return;
        }
        executions.add(arn);
        if (executions.size() > 1) {
            throw new HistoryException(
                    "must have the events of one execution, but has those of %s; fetch them with --filter-pattern '{$.execution_arn = \"%s\"}'"
                            .formatted(String.join(" and ", executions), arn));
        }
        var details = event.get("details") instanceof JsonObject object ? object : new JsonObject();
        add(event, "previous_event_id", "event_timestamp", parsed(details));
    }

    /** Its machine has the Map's label behind a slash: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-examine-map-run.html */
    private static boolean isOfMap(String executionArn) {
        return executionArn.contains("/");
    }

    /** An event of the local run. Those of executions that the first one has started are left out. */
    private void readLocal(JsonObject event) {
        executions.add(event.get("execution").getAsString());
        if (executions.size() == 1
                || event.get("execution")
                        .getAsString()
                        .equals(executions.iterator().next())) {
            if (event.has("state")) {
                event.add("name", event.get("state"));
            }
            add(event, "previousEventId", "timestamp", event);
        }
    }

    private void add(JsonObject event, String previousId, String time, JsonObject details) {
        events.add(new RecordedEvent(
                integer(event, "id"),
                event.has(previousId) ? integer(event, previousId) : 0,
                new Fields(event).text("type").orElse(""),
                time(event.get(time)),
                details));
    }

    /** Log events have their numbers as text. */
    private static int integer(JsonObject event, String field) {
        try {
            return Integer.parseInt(event.get(field).getAsString());
        } catch (NumberFormatException | IllegalStateException | UnsupportedOperationException e) {
            throw new HistoryException(
                    "must have a number as %s of each event, was %s".formatted(field, event.get(field)));
        }
    }

    /** As ISO 8601 has it, in seconds since 1970 with a fraction, or in milliseconds. */
    private static Instant time(@Nullable JsonElement time) {
        if (time instanceof JsonPrimitive primitive) {
            try {
                return OffsetDateTime.parse(primitive.getAsString()).toInstant();
            } catch (DateTimeException e) {
                return number(primitive.getAsString())
                        .map(HistoryReader::instant)
                        .orElse(Instant.EPOCH);
            }
        }
        return Instant.EPOCH;
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Instant instant(BigDecimal number) {
        var isInSeconds = number.precision() - number.scale() <= 10;
        var millis = isInSeconds ? number.multiply(BigDecimal.valueOf(MILLIS_PER_SECOND)) : number;
        return Instant.ofEpochMilli(millis.longValue());
    }

    /** Step Functions writes data as texts that hold JSON. */
    private static JsonObject parsed(JsonObject details) {
        var parsed = new JsonObject();
        details.asMap().forEach((name, value) -> parsed.add(name, DATA.contains(name) ? json(name, value) : value));
        return parsed;
    }

    private static JsonElement json(String name, JsonElement text) {
        try {
            return StrictJson.parse(text.getAsString());
        } catch (InvalidJsonException e) {
            throw new HistoryException(
                    "was cut off: the %s of an event %s; was %s".formatted(name, e.getMessage(), Shortened.json(text)));
        }
    }
}
