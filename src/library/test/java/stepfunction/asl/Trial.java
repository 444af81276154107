package stepfunction.asl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a definition whose Tasks answer as a test says. */
final class Trial {

    /** Longer than any Task may take; https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html has the greatest timeout. */
    private static final Duration FOR_EVER = Duration.ofSeconds(100_000_000);

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Trial() {}

    static ExecutionResult run(String definition, String input) {
        return run(definition, input, call -> {
            throw new AssertionError("Nothing was to be called, but was " + call.resource());
        });
    }

    static ExecutionResult run(String definition, String input, TaskRunner tasks) {
        return run(definition, ExecutionRequest.of(JsonParser.parseString(input), START), tasks);
    }

    static ExecutionResult run(String definition, ExecutionRequest request, TaskRunner tasks) {
        try {
            return Interpreter.of(Definition.parse(definition)).run(request, tasks);
        } catch (UnrunnableDefinitionException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Answers in turn, the last one again and again.
     *
     * @param answersByState each has output, or error and cause; took and heartbeats in seconds
     */
    static TaskRunner answering(JsonObject answersByState) {
        var calls = new HashMap<String, Integer>();
        return call -> {
            var name = call.state().name();
            var answers = answersByState.getAsJsonArray(name);
            if (answers == null) {
                throw new AssertionError("Nothing was to be called in " + name);
            }
            int number = Math.min(calls.merge(name, 1, Integer::sum), answers.size()) - 1;
            return answer(answers.get(number).getAsJsonObject());
        };
    }

    static TaskRunner answering(String answersByState) {
        return answering(JsonParser.parseString(answersByState).getAsJsonObject());
    }

    private static TaskResult answer(JsonObject answer) throws TaskFailure {
        var took = seconds(answer.has("took") ? answer.get("took") : JsonParser.parseString("0"));
        if (answer.has("error")) {
            throw new TaskFailure(
                    answer.get("error").getAsString(), answer.get("cause").getAsString(), took);
        }
        var heartbeats = answer.has("heartbeats") ? answer.getAsJsonArray("heartbeats") : new JsonArray();
        return new TaskResult(
                answer.get("output"),
                took,
                heartbeats.asList().stream().map(Trial::seconds).toList());
    }

    private static Duration seconds(JsonElement number) {
        return Duration.ofMillis(Math.round(1000 * number.getAsDouble()));
    }

    /** The events of the history, one per line: ID, seconds since the start, type, state. */
    static List<String> story(ExecutionResult result) {
        return result.history().stream().map(Trial::line).toList();
    }

    private static String line(HistoryEvent event) {
        return "%d %d s %s %s"
                .formatted(
                        event.id(),
                        Duration.between(START, event.time()).toSeconds(),
                        event.type().text(),
                        event.state().map(State::name).orElse(""))
                .strip();
    }

    static Map<String, Long> count(ExecutionResult result) {
        var counts = new HashMap<String, Long>();
        result.history().forEach(event -> counts.merge(event.type().text(), 1L, Long::sum));
        return counts;
    }

    /** A token that nobody sends back: the Task ends with its timeout, or with the execution's. */
    static TaskResult neverAnswered() {
        return new TaskResult(JsonNull.INSTANCE, FOR_EVER);
    }
}
