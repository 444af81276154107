package stepfunction;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stepfunction.plan.Plan;

/**
 * A check of the state machine's definition in Amazon States Language, https://states-language.net/spec.html, where a
 * string that is exactly <code>${Name}</code> is a placeholder for a text or a number.
 */
record WorkflowDefinition(Plan plan, boolean express, JsonObject machine, Set<String> names, List<String> violations) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\"\\$\\{[^\"]*\"|\\$\\{[A-Z]\\w*}");

    /** The definition with the values of placeholders, each of which is a string with its quotes. */
    static String render(String definition, Map<String, ?> values) {
        for (var value : values.entrySet()) {
            definition = definition.replace(value.getKey(), new Gson().toJson(value.getValue()));
        }
        return definition;
    }

    /** What would make AWS refuse it, or each execution fail, as far as it is checked. Expressions are not read. */
    static List<String> violations(Plan plan, String stepFunctionType) {
        JsonObject machine;
        try {
            machine = parse(render(plan.definition(), quoted(plan.taskTimeoutsSeconds())));
        } catch (IOException | RuntimeException e) {
            var reason = ("" + e.getMessage()).replaceAll("(?s)^(com|java)\\S+ |Use .* malformed JSON |\n.*", "");
            return List.of("workflow.asl.json must be strict JSON, was not: " + reason);
        }
        var express = stepFunctionType.equals("EXPRESS");
        var check = new WorkflowDefinition(plan, express, machine, new HashSet<>(), new ArrayList<>());
        var isLimited = seconds(machine) > 0 && (!express || seconds(machine) <= 300);
        check.require(
                isLimited, "TimeoutSeconds", "be seconds, at most 300 for EXPRESS", text(machine, "TimeoutSeconds"));
        check.placeholders();
        check.scope("the state machine", machine);
        return check.violations;
    }

    private static JsonObject parse(String text) throws IOException {
        var json = new JsonReader(new StringReader(text)) {
            private final Set<String> paths = new HashSet<>();

            // Gson would keep the last of two equal keys, and a state vanish.
            @Override
            public String nextName() throws IOException {
                var name = super.nextName();
                if (!paths.add(getPath() + " " + name.length())) {
                    throw new IOException("two keys at path " + getPath());
                }
                return name;
            }
        };
        json.setStrictness(Strictness.STRICT);
        var machine = JsonParser.parseReader(json).getAsJsonObject();
        var unused = json.peek(); // Refuses what follows.
        return machine;
    }

    private void require(boolean holds, String what, String rule, Object actual) {
        if (!holds) {
            violations.add("workflow.asl.json: %s must %s, was %s".formatted(what, rule, actual));
        }
    }

    private static Map<String, Long> quoted(Map<String, Long> values) {
        return values.entrySet().stream().collect(Collectors.toMap(of -> quoted(of.getKey()), Map.Entry::getValue));
    }

    private static String quoted(String placeholder) {
        return "\"${" + placeholder + "}\"";
    }

    private void placeholders() {
        var text = plan.definition().replaceAll("\"Comment\"\\s*:\\s*\"(\\\\.|[^\"])*+\"", "");
        var known = plan.placeholders().stream().map(WorkflowDefinition::quoted).toList();
        var rule = "be a string of its own and one of App.plan's " + known;
        PLACEHOLDER.matcher(text).results().forEach(of -> require(known.contains(of.group()), of.group(), rule, "not"));
    }

    /** The state machine itself, a branch of a Parallel or the processor of a Map: states that name one another. */
    private void scope(String owner, JsonElement scope) {
        var states = at(scope, "States").findAny().orElse(null) instanceof JsonObject of ? of : new JsonObject();
        var start = text(scope, "StartAt");
        var reached = new ArrayList<>(List.of(start));
        for (var i = 0; i < reached.size(); i++) {
            var next = transitions(states.get(reached.get(i)));
            next.filter(name -> !reached.contains(name)).forEach(reached::add);
        }
        reached.forEach(name -> require(states.has(name), owner, "have every state it leads to", "without " + name));
        var hasEnd = states.asMap().values().stream().anyMatch(WorkflowDefinition::isEnd);
        require(hasEnd, owner, "have an end (\"End\": true, Succeed or Fail)", "without one");
        states.asMap().forEach((name, state) -> {
            require(names.add(name), name, "have a name of its own in the whole definition", "there twice");
            require(reached.contains(name), name, "be reachable from " + start, "not");
            var type = text(state, "Type");
            var next = type.equals("Choice") ? "Choices.*.Next" : "Next";
            require((at(state, next).count() > 0) != isEnd(state), name, "have either Next or \"End\": true", "not");
            var fields = Stream.of("Branches.*", "ItemProcessor", "Iterator");
            var inner = fields.flatMap(field -> at(state, field)).toList();
            require(!type.matches("Map|Parallel") || !inner.isEmpty(), name, "have states of its own", "without");
            require(!("" + state).contains("\"Mode\":\"DISTRIBUTED\""), name, "have the Mode INLINE", "DISTRIBUTED");
            inner.forEach(of -> scope(name, of));
            if (type.equals("Task")) {
                task(name, state, state.toString(), text(state, "Resource"));
            }
        });
    }

    private void task(String name, JsonElement task, String json, String resource) {
        var timeout = text(task, "TimeoutSeconds");
        var isDynamic = timeout.startsWith("{%") || json.contains("\"TimeoutSecondsPath\"");
        for (var function : plan.functions()) {
            var least = function.timeout().toSeconds();
            var placeholder = quoted(function.timeoutPlaceholder());
            var rule = "have TimeoutSeconds above %d, such as %s".formatted(least, placeholder);
            var isCalled = json.contains(quoted(function.arnPlaceholder()));
            require(!isCalled || isDynamic || seconds(task) > least, name, rule, timeout);
        }
        var isInner = seconds(machine) == 0 || seconds(task) < seconds(machine);
        require(isInner, name, "have TimeoutSeconds below the state machine's " + seconds(machine), timeout);

        var waits = resource.matches(".*(\\.sync(:2)?|\\.waitForTaskToken|:activity:.*)");
        require(!express || !waits, name, "not wait for a job, a token or an activity in EXPRESS", resource);
    }

    private static Stream<String> transitions(@Nullable JsonElement state) {
        return Stream.of("Next", "Default", "Choices.*.Next", "Catch.*.Next").flatMap(path -> texts(state, path));
    }

    private static boolean isEnd(JsonElement state) {
        return text(state, "End").equals("true") || text(state, "Type").matches("Succeed|Fail");
    }

    private static int seconds(JsonElement element) {
        var timeout = "" + at(element, "TimeoutSeconds").findAny().orElse(new JsonObject());
        return timeout.matches("[1-9]\\d{0,7}") ? Integer.parseInt(timeout) : 0;
    }

    private static String text(JsonElement element, String path) {
        return texts(element, path).findAny().orElse("absent");
    }

    private static Stream<String> texts(@Nullable JsonElement element, String path) {
        return at(element, path).map(of -> of.isJsonPrimitive() ? of.getAsString() : of.toString());
    }

    /** What is at a path, in which * stands for each element of an array. */
    private static Stream<JsonElement> at(@Nullable JsonElement element, String path) {
        var found = Stream.ofNullable(element);
        for (var key : path.split("\\.", -1)) {
            found = found.flatMap(of -> of instanceof JsonArray array
                    ? array.asList().stream()
                    : Stream.ofNullable(of instanceof JsonObject object ? object.get(key) : null));
        }
        return found;
    }
}
