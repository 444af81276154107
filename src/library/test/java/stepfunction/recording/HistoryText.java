package stepfunction.recording;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A history in each form that a user may have, written as a test reads best. A test changes one thing. */
public final class HistoryText {

    private static final String ARN =
            "arn:aws:states:eu-west-1:123456789012:express:orders:7:0c9d0c8b-6d1c-4f5e-9b43-2f4b6a2f3f10";
    private static final long START = 1_795_680_000_000L;

    private final List<JsonObject> events = new ArrayList<>();

    /** An event that the one before has led to. */
    public HistoryText add(String type, String... details) {
        return addAfter(events.size(), type, details);
    }

    /**
     * An event.
     *
     * @param details names, each followed by a value
     */
    public HistoryText addAfter(int previousId, String type, String... details) {
        var event = new JsonObject();
        event.addProperty("id", events.size() + 1);
        event.addProperty("type", type);
        event.addProperty("previousEventId", previousId);
        event.addProperty("timestamp", "2026-11-26T09:00:0%d.250000+01:00".formatted(Math.min(events.size(), 9)));
        var json = new JsonObject();
        for (var index = 0; index < details.length; index += 2) {
            json.addProperty(details[index], details[index + 1]);
        }
        event.add(detailsName(type), json);
        events.add(event);
        return this;
    }

    private static String detailsName(String type) {
        var name = type.replaceFirst("^.*(?=State(Entered|Exited))", "");
        return Character.toLowerCase(name.charAt(0)) + name.substring(1) + "EventDetails";
    }

    public HistoryText entered(String stateType, String state, String input) {
        return add(stateType + "StateEntered", "name", state, "input", input);
    }

    public HistoryText exited(String stateType, String state, String output) {
        return add(stateType + "StateExited", "name", state, "output", output);
    }

    /** A call of a function, without its end. */
    public HistoryText called(String event) {
        return add("LambdaFunctionScheduled", "resource", "arn", "input", event).add("LambdaFunctionStarted");
    }

    public HistoryText calledService(String parameters) {
        return add("TaskScheduled", "resourceType", "sqs", "resource", "sendMessage", "parameters", parameters)
                .add("TaskStarted", "resourceType", "sqs", "resource", "sendMessage");
    }

    JsonObject event(int id) {
        return events.get(id - 1);
    }

    /** Changes a detail; null removes it. */
    HistoryText detail(int id, String name, JsonElement value) {
        var event = event(id);
        var details = event.getAsJsonObject(detailsName(event.get("type").getAsString()));
        if (value.isJsonNull()) {
            details.remove(name);
        } else {
            details.add(name, value);
        }
        return this;
    }

    HistoryText without(int id) {
        events.remove(id - 1);
        return this;
    }

    HistoryText upTo(int id) {
        events.subList(id, events.size()).clear();
        return this;
    }

    private static JsonArray array(List<? extends JsonElement> elements) {
        var array = new JsonArray();
        elements.forEach(array::add);
        return array;
    }

    private static JsonObject page(List<JsonObject> events) {
        var page = new JsonObject();
        page.add("events", array(events));
        return page;
    }

    /** As GetExecutionHistory returns it. */
    public String page() {
        return page(events).toString();
    }

    /** The same in pages of some events, one after another. */
    String pages(int size) {
        var pages = new ArrayList<String>();
        for (var start = 0; start < events.size(); start += size) {
            var page = page(events.subList(start, Math.min(start + size, events.size())));
            if (start + size < events.size()) {
                page.addProperty("nextToken", "token");
            }
            pages.add(page.toString());
        }
        return String.join("\n", pages);
    }

    /** The first page of several. */
    String firstPage(int size) {
        return pages(size).lines().findFirst().orElseThrow();
    }

    /** The events alone, the last one first. */
    String reversedArray() {
        var reversed = new ArrayList<JsonObject>();
        events.forEach(event -> reversed.add(0, event));
        return array(reversed).toString();
    }

    private List<JsonObject> logged() {
        return logged(ARN);
    }

    List<JsonObject> logged(String executionArn) {
        return events.stream()
                .map(event -> {
                    var log = new JsonObject();
                    var type = event.get("type").getAsString();
                    log.addProperty("id", event.get("id").getAsString());
                    log.addProperty("type", type);
                    log.add("details", event.get(detailsName(type)));
                    log.addProperty(
                            "previous_event_id", event.get("previousEventId").getAsString());
                    log.addProperty("event_timestamp", String.valueOf(START + 250));
                    log.addProperty("execution_arn", executionArn);
                    log.addProperty("redrive_count", "0");
                    return log;
                })
                .toList();
    }

    /** A line each, as an export has them. */
    String logLines() {
        return lines(logged());
    }

    static String lines(List<JsonObject> logged) {
        return logged.stream().map(JsonObject::toString).collect(Collectors.joining("\n"));
    }

    /** As FilterLogEvents and GetLogEvents return them. */
    String logEvents() {
        return page(logged().stream()
                        .map(log -> {
                            var event = new JsonObject();
                            event.addProperty("timestamp", START);
                            event.addProperty("message", log.toString());
                            return event;
                        })
                        .toList())
                .toString();
    }

    /** As a query of Logs Insights returns them. */
    String insights() {
        var rows = logged().stream()
                .map(log -> array(Stream.of("@timestamp", "@message")
                        .map(field -> {
                            var column = new JsonObject();
                            column.addProperty("field", field);
                            column.addProperty("value", field.equals("@message") ? log.toString() : "2026");
                            return column;
                        })
                        .toList()))
                .toList();
        var results = new JsonObject();
        results.add("results", array(rows));
        results.addProperty("status", "Complete");
        return results.toString();
    }

    static JsonElement json(String text) {
        return JsonParser.parseString(text);
    }
}
