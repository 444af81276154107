package stepfunction;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Draws a definition in Amazon States Language as a Mermaid state diagram.
 *
 * @see <a href="https://mermaid.js.org/syntax/stateDiagram.html">Mermaid: State diagrams</a>
 */
final class StateDiagram {

    private final List<String> lines = new ArrayList<>();
    private int states;

    private StateDiagram() {}

    static String of(JsonObject definition) {
        var diagram = new StateDiagram();
        diagram.lines.add("stateDiagram-v2");
        diagram.machine(definition, "    ");
        return String.join("\n", diagram.lines) + "\n";
    }

    private void machine(JsonObject machine, String indent) {
        // Mermaid takes no spaces in identifiers, and a state of a branch may bear the name of another branch's.
        var ids = new LinkedHashMap<String, String>();
        var all = machine.getAsJsonObject("States");
        all.keySet().forEach(name -> ids.put(name, "s" + ++states));
        ids.forEach((name, id) -> declare(name, id, all.getAsJsonObject(name), indent));
        lines.add(indent + "[*] --> " + target(machine, "StartAt", ids));
        ids.forEach((name, id) -> edges(id, all.getAsJsonObject(name), ids, indent));
    }

    private void declare(String name, String id, JsonObject state, String indent) {
        var type = text(state, "Type");
        lines.add("%sstate \"%s (%s)\" as %s".formatted(indent, name, type, id));
        if (type.equals("Parallel")) {
            lines.add(indent + "state " + id + " {");
            var separator = "";
            for (var branch : state.getAsJsonArray("Branches")) {
                if (!separator.isEmpty()) {
                    lines.add(separator);
                }
                machine(branch.getAsJsonObject(), indent + "    ");
                separator = indent + "    --";
            }
            lines.add(indent + "}");
        }
        if (type.equals("Map")) {
            lines.add(indent + "state " + id + " {");
            machine(state.getAsJsonObject(state.has("ItemProcessor") ? "ItemProcessor" : "Iterator"), indent + "    ");
            lines.add(indent + "}");
        }
    }

    private void edges(String id, JsonObject state, Map<String, String> ids, String indent) {
        for (var retrier : array(state, "Retry")) {
            var attempts =
                    retrier.has("MaxAttempts") ? retrier.get("MaxAttempts").getAsInt() : 3;
            edge(indent, id, id, "retry %d times on %s".formatted(attempts, errors(retrier)));
        }
        for (var catcher : array(state, "Catch")) {
            edge(indent, id, target(catcher, "Next", ids), "catch " + errors(catcher));
        }
        switch (text(state, "Type")) {
            case "Choice" -> {
                for (var choice : array(state, "Choices")) {
                    edge(indent, id, target(choice, "Next", ids), condition(choice));
                }
                if (state.has("Default")) {
                    edge(indent, id, target(state, "Default", ids), "otherwise");
                }
            }
            case "Succeed" -> edge(indent, id, "[*]", "");
            case "Fail" -> edge(indent, id, "[*]", "fails");
            default -> edge(indent, id, state.has("Next") ? target(state, "Next", ids) : "[*]", "");
        }
    }

    private void edge(String indent, String from, String to, String label) {
        // Mermaid ends a label at a semicolon and reads a colon as its beginning.
        var safe = label.replace(";", ",").replace(":", " ");
        lines.add(indent + from + " --> " + to + (safe.isEmpty() ? "" : ": " + safe));
    }

    private static String target(JsonObject rule, String field, Map<String, String> ids) {
        var name = text(rule, field);
        return Objects.requireNonNull(ids.get(name), name);
    }

    private static String condition(JsonObject choice) {
        if (choice.has("Condition")) {
            return text(choice, "Condition");
        }
        return choice.entrySet().stream()
                .filter(field -> !List.of("Next", "Comment", "Assign", "Output").contains(field.getKey()))
                .map(field -> field.getKey().equals("Variable")
                        ? field.getValue().getAsString()
                        : field.getKey() + " " + field.getValue().toString().replace("\"", "'"))
                .collect(Collectors.joining(" "));
    }

    private static String errors(JsonObject rule) {
        return StreamSupport.stream(rule.getAsJsonArray("ErrorEquals").spliterator(), false)
                .map(JsonElement::getAsString)
                .collect(Collectors.joining(", "));
    }

    private static List<JsonObject> array(JsonObject state, String field) {
        var elements = state.has(field) ? state.getAsJsonArray(field) : new JsonArray();
        return StreamSupport.stream(elements.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static String text(JsonObject object, String field) {
        return object.get(field).getAsString();
    }
}
