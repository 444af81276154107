package stepfunction;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The state machine's definition: {@code workflow.asl.json} with its placeholders replaced.
 *
 * @see <a href="https://states-language.net/spec.html">Amazon States Language</a>
 */
final class WorkflowDefinition {

    private static final String FILE = "workflow.asl.json";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9]*)}");
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            // In "ResultPath": null it means something.
            .serializeNulls()
            .create();

    private WorkflowDefinition() {}

    /**
     * Renders {@code workflow.asl.json}.
     *
     * @param functionArn the function that it invokes
     * @param lambdaTimeout the function's timeout, 1 s to 900 s
     */
    static String render(String functionArn, Duration lambdaTimeout) {
        var timeouts = timeouts(lambdaTimeout);
        return render(
                ResourceFile.text(FILE),
                Map.of(
                        "LambdaFunctionArn", new JsonPrimitive(functionArn),
                        "TaskTimeoutSeconds", new JsonPrimitive(timeouts.task().toSeconds()),
                        "StateMachineTimeoutSeconds",
                                new JsonPrimitive(timeouts.stateMachine().toSeconds())));
    }

    /** The timeouts that follow from the function's, 1 s to 900 s, and from the retriers of {@code workflow.asl.json}. */
    static WorkflowTimeouts timeouts(Duration lambdaTimeout) {
        return WorkflowTimeouts.of(
                lambdaTimeout, JsonParser.parseString(ResourceFile.text(FILE)).getAsJsonObject());
    }

    /**
     * Replaces every JSON string that is exactly <code>${Name}</code> by the value of that name. Keys, and strings that
     * only contain a placeholder, stay as they are written.
     *
     * @param values the value of each placeholder, of the JSON type that it shall have in the definition
     * @throws IllegalArgumentException for a placeholder without a value and for a value without a placeholder, naming
     *     all of them
     */
    static String render(String template, Map<String, JsonPrimitive> values) {
        var unused = new TreeSet<>(values.keySet());
        var unknown = new TreeSet<String>();
        var definition = replace(JsonParser.parseString(template), values, unused, unknown);
        var violations = new Violations();
        unknown.forEach(name -> violations.add("%s: \"${%s}\" must have a value, had none; values are given for %s"
                .formatted(FILE, name, new TreeSet<>(values.keySet()))));
        unused.forEach(name -> violations.add(
                "%s: the value of %s must have a placeholder \"${%s}\", had none".formatted(FILE, name, name)));
        violations.throwIfAny(IllegalArgumentException::new);
        return GSON.toJson(definition);
    }

    private static JsonElement replace(
            JsonElement element, Map<String, JsonPrimitive> values, Set<String> unused, Set<String> unknown) {
        if (element.isJsonObject()) {
            var replaced = new JsonObject();
            element.getAsJsonObject()
                    .asMap()
                    .forEach((key, value) -> replaced.add(key, replace(value, values, unused, unknown)));
            return replaced;
        }
        if (element.isJsonArray()) {
            var replaced = new JsonArray();
            element.getAsJsonArray().forEach(item -> replaced.add(replace(item, values, unused, unknown)));
            return replaced;
        }
        var matcher = element instanceof JsonPrimitive primitive && primitive.isString()
                ? PLACEHOLDER.matcher(primitive.getAsString())
                : null;
        if (matcher == null || !matcher.matches()) {
            return element;
        }
        var name = matcher.group(1);
        unused.remove(name);
        var value = values.get(name);
        if (value == null) {
            unknown.add(name);
            return element;
        }
        return value;
    }
}
