package stepfunction.local;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import stepfunction.DeclaredStack;
import stepfunction.DeclaredStack.DeclaredResource;

/** What the local run tells on stderr. */
final class Story {

    private final PrintStream err;
    private final Map<String, Long> entered = new HashMap<>();
    private long started;

    Story(PrintStream err) {
        this.err = err;
    }

    synchronized void line(String text) {
        err.println(text);
        err.flush();
    }

    /** The declared resources as a tree: type, logical name and physical name. */
    void resources(DeclaredStack stack) {
        line("The program declares:");
        resources(
                stack,
                Optional.empty(),
                "",
                width(stack, DeclaredResource::type) + 6,
                width(stack, DeclaredResource::name));
    }

    private static int width(DeclaredStack stack, Function<DeclaredResource, String> column) {
        return stack.resources().stream()
                .map(column)
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private void resources(DeclaredStack stack, Optional<String> parent, String indent, int typeWidth, int nameWidth) {
        var children = stack.resources().stream()
                .filter(resource -> resource.parent().equals(parent))
                .toList();
        for (var child : children) {
            var last = child.equals(children.get(children.size() - 1));
            var branch = parent.isEmpty() ? "" : last ? "└─ " : "├─ ";
            line(("%-" + typeWidth + "s  %-" + nameWidth + "s  %s")
                    .formatted(indent + branch + child.type(), child.name(), physicalName(child))
                    .stripTrailing());
            resources(
                    stack,
                    Optional.of(child.name()),
                    parent.isEmpty() ? "" : indent + (last ? "   " : "│  "),
                    typeWidth,
                    nameWidth);
        }
    }

    private static String physicalName(DeclaredResource resource) {
        return resource.properties().getOrDefault("name", "").toString();
    }

    /** An event of an execution, with the milliseconds since the execution's start. */
    synchronized void event(JsonObject event) {
        var type = event.get("type").getAsString();
        var now = event.get("timestamp").getAsLong();
        if (type.equals("ExecutionStarted")) {
            started = now;
        }
        var text = new StringBuilder("%6d ms  %s".formatted(now - started, type));
        if (event.has("state") || event.has("parentState")) {
            var state = event.getAsJsonObject(event.has("state") ? "state" : "parentState")
                            .get("name")
                            .getAsString()
                    + (event.has("index") ? "[" + event.get("index") + "]" : "");
            text.append(' ').append(state);
            switch (type) {
                case "StateEntered" -> entered.put(state, now);
                case "StateExited", "StateFailed" ->
                    text.append(" after %d ms".formatted(now - entered.getOrDefault(state, now)));
                case "StateRetried" ->
                    text.append(", attempt %s"
                            .formatted(event.getAsJsonObject("retry").get("attempt")));
                default -> {}
            }
        }
        if (event.has("Error")) {
            text.append(": ").append(event.get("Error").getAsString());
        }
        line(text.toString());
    }

    /** A line that a handler logged or printed, behind its function's name. */
    void log(String text) {
        line("           " + text);
    }
}
