package stepfunction;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state machine's definition: Amazon States Language in which a string that is exactly <code>${Name}</code> stands for a
 * value, which may be a number.
 *
 * @see <a href="https://states-language.net/spec.html">Amazon States Language</a>
 */
record WorkflowDefinition(JsonObject template) {

    /** Nulls stay: in "ResultPath": null one means something. */
    private static final Gson GSON = new GsonBuilder()
            .setStrictness(Strictness.STRICT)
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    /**
     * Parses JSON strictly: no comments, no two equal keys in an object, nothing after the object.
     *
     * @throws IllegalArgumentException with the place of the first mistake
     */
    static WorkflowDefinition parse(String text) {
        try {
            var template = GSON.fromJson(text.isBlank() ? "[]" : text, JsonObject.class);
            // Gson keeps the last of two equal keys: a state would vanish before AWS could refuse it.
            var reader = new JsonReader(new StringReader(text));
            var objects = new ArrayDeque<Set<String>>();
            for (var token = reader.peek(); token != JsonToken.END_DOCUMENT; token = reader.peek()) {
                switch (token) {
                    case BEGIN_OBJECT -> {
                        reader.beginObject();
                        objects.push(new HashSet<>());
                    }
                    case END_OBJECT -> {
                        reader.endObject();
                        objects.pop();
                    }
                    case BEGIN_ARRAY -> reader.beginArray();
                    case END_ARRAY -> reader.endArray();
                    case NAME -> {
                        if (!objects.element().add(reader.nextName())) {
                            throw new JsonParseException("two keys at path " + reader.getPath());
                        }
                    }
                    default -> reader.skipValue();
                }
            }
            return new WorkflowDefinition(template);
        } catch (JsonParseException e) {
            var reason = String.valueOf(e.getMessage()).replaceAll("(?s)^com\\S+ |^Use .* malformed JSON|\n.*", "");
            throw new IllegalArgumentException("workflow.asl.json: it must be strict JSON, was not: " + reason, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The definition with those placeholders replaced that have a value: a text or a number. */
    WorkflowDefinition with(Map<String, ?> values) {
        return new WorkflowDefinition(replace(template, values).getAsJsonObject());
    }

    private static JsonElement replace(JsonElement element, Map<String, ?> values) {
        if (element instanceof JsonObject object) {
            var replaced = new JsonObject();
            object.asMap().forEach((key, child) -> replaced.add(key, replace(child, values)));
            return replaced;
        }
        if (element instanceof JsonArray array) {
            var replaced = new JsonArray();
            array.forEach(child -> replaced.add(replace(child, values)));
            return replaced;
        }
        var value = strings(element).findAny().map(values::get).orElse(null);
        return value == null ? element : GSON.toJsonTree(value);
    }

    /** All strings at any depth, keys and comments apart; an empty one for each other scalar. */
    private static Stream<String> strings(JsonElement element) {
        return element instanceof JsonPrimitive
                ? Stream.of(string(element))
                : children(element).flatMap(WorkflowDefinition::strings);
    }

    /** The elements of an array, or the values of an object without its comment. */
    private static Stream<JsonElement> children(@Nullable JsonElement element) {
        var fields = object(element).entrySet().stream()
                .filter(field -> !field.getKey().equals("Comment"));
        return element instanceof JsonArray array ? array.asList().stream() : fields.map(Map.Entry::getValue);
    }

    private static JsonObject object(@Nullable JsonElement element) {
        return element instanceof JsonObject object ? object : new JsonObject();
    }

    private static String string(@Nullable JsonElement element) {
        return element instanceof JsonPrimitive primitive && primitive.isString() ? primitive.getAsString() : "";
    }

    private static String shown(@Nullable JsonElement element) {
        return element == null ? "absent" : element.toString();
    }

    /** A whole number of seconds; 0 for anything else. */
    private static long seconds(@Nullable JsonElement element) {
        return shown(element).matches("[1-9]\\d{0,7}") ? Long.parseLong(shown(element)) : 0;
    }

    /** The text that goes to AWS. */
    String json() {
        return GSON.toJson(template);
    }

    /**
     * What AWS would refuse, or every execution fail at, one message each. Expressions are not read.
     *
     * @param type STANDARD or EXPRESS
     */
    static List<String> violations(Plan plan, String type) {
        var definition = parse(plan.definition());
        var check = new Check(plan, type.equals("EXPRESS"), definition.with(plan.taskTimeoutSeconds()).template);
        check.placeholders(strings(definition.template).collect(Collectors.toCollection(TreeSet::new)));
        check.scope("$", check.machine);
        return check.violations;
    }

    /** One check of a definition whose Task timeouts are numbers. */
    private record Check(Plan plan, boolean express, JsonObject machine, Set<String> names, List<String> violations) {

        Check(Plan plan, boolean express, JsonObject machine) {
            this(plan, express, machine, new HashSet<>(), new ArrayList<>());
        }

        void require(boolean holds, String what, String rule, String actual) {
            if (!holds) {
                violations.add("workflow.asl.json: %s must %s, was %s".formatted(what, rule, actual));
            }
        }

        void placeholders(Set<String> strings) {
            var known = new TreeSet<>(plan.taskTimeoutSeconds().keySet());
            plan.placeholders().values().forEach(known::addAll);
            for (var string : strings) {
                var isPart = !known.contains(string) && known.stream().anyMatch(string::contains);
                require(!isPart, "a placeholder", "be a string of its own", "part of " + string);
                var isUnknown = string.matches("\\$\\{.*|.+\\$\\{[A-Z]\\w*}.*") && !isPart && !known.contains(string);
                require(!isUnknown, string, "be a placeholder of App.plan " + known, "unknown");
            }
            plan.placeholders().forEach((name, of) -> {
                var isUsed = of.stream().anyMatch(strings::contains);
                require(isUsed, "App.plan's " + name, "be called, by a Task with " + of.get(0), "not");
            });
            var timeout = machine.get("TimeoutSeconds");
            var isLimited = seconds(timeout) > 0 && (!express || seconds(timeout) <= 300);
            require(isLimited, "TimeoutSeconds", "be a number of seconds, at most 300 for EXPRESS", shown(timeout));
        }

        /** The state machine itself, a branch of a Parallel or the processor of a Map: states that name one another. */
        void scope(String path, JsonObject scope) {
            var states = new LinkedHashMap<String, JsonObject>();
            object(scope.get("States")).asMap().forEach((name, state) -> states.put(name, object(state)));
            var start = string(scope.get("StartAt"));
            require(states.containsKey(start), path + ".StartAt", "name a state", shown(scope.get("StartAt")));
            var reached = new HashSet<String>();
            var ahead = new ArrayDeque<>(List.of(start));
            while (!ahead.isEmpty()) {
                var name = ahead.pop();
                if (reached.add(name)) {
                    ahead.addAll(transitions(states.getOrDefault(name, new JsonObject())));
                }
            }
            var hasEnd = states.values().stream().anyMatch(state -> ends(state) || isLast(state));
            require(hasEnd, path, "have an end (\"End\": true, Succeed or Fail)", "without one");
            states.forEach((name, state) -> {
                require(names.add(name), name, "have a name of its own in the whole definition", "there twice");
                require(name.length() <= 80, name, "have a name of at most 80 characters", name.length() + " long");
                require(reached.contains(name), name, "be reachable from " + start, "not");
                for (var next : transitions(state)) {
                    var actual = next.isEmpty() ? "to none" : "to " + next;
                    require(states.containsKey(next), name, "lead to a state of " + states.keySet(), actual);
                }
                state(path + ".States." + name, name, state);
            });
        }

        private static boolean isLast(JsonObject state) {
            return string(state.get("Type")).matches("Succeed|Fail");
        }

        private static boolean ends(JsonObject state) {
            return shown(state.get("End")).equals("true");
        }

        private void state(String path, String name, JsonObject state) {
            var type = string(state.get("Type"));
            var leads = state.has("Next") ? ends(state) ? "both" : "Next" : ends(state) ? "End" : "neither";
            if (isLast(state) || type.equals("Choice")) {
                require(leads.equals("neither"), name, "have no Next and no End", leads);
            } else {
                require(leads.matches("Next|End"), name, "have either Next or \"End\": true", leads);
            }
            switch (type) {
                case "Task" -> task(name, state);
                case "Choice" -> require(children(state.get("Choices")).count() > 0, name, "have Choices", "without");
                case "Parallel" -> {
                    require(children(state.get("Branches")).count() > 0, name, "have Branches", "without");
                    children(state.get("Branches")).forEach(of -> scope(path + ".Branches", object(of)));
                }
                case "Map" -> {
                    var field = state.has("Iterator") ? "Iterator" : "ItemProcessor";
                    var processor = object(state.get(field));
                    var mode = string(object(processor.get("ProcessorConfig")).get("Mode"));
                    // The role may not start child executions.
                    require(!mode.equals("DISTRIBUTED"), name, "have the Mode INLINE", mode);
                    scope(path + "." + field, processor);
                }
                case "Pass", "Wait", "Succeed", "Fail" -> {}
                default -> require(false, name, "have a Type of Amazon States Language", shown(state.get("Type")));
            }
        }

        private static List<String> transitions(JsonObject state) {
            var rules = Stream.of("Choices", "Catch").flatMap(field -> children(state.get(field)));
            var ruled = rules.map(rule -> object(rule).get("Next"));
            var direct = Stream.of("Next", "Default").filter(state::has).map(state::get);
            return Stream.concat(ruled, direct).map(WorkflowDefinition::string).toList();
        }

        private void task(String name, JsonObject state) {
            var resource = string(state.get("Resource"));
            var strings = strings(state).collect(Collectors.toSet());
            // An unknown placeholder counts, for it is told already; an activity's worker comes for its work by itself.
            var callsLambda = resource.matches("\\$\\{.*|.*:lambda:invoke(\\..*)?");
            var functions = plan.functions().stream()
                    .map(FunctionSettings::arnPlaceholder)
                    .toList();
            var isAllowed = resource.contains(":activity:")
                    || strings.stream().anyMatch(of -> of.startsWith("${") && (callsLambda || !functions.contains(of)));
            require(!resource.isEmpty(), name, "have a Resource", "without");
            require(isAllowed, name, "call what App.plan lists, or the role may not", resource);
            var waits = resource.matches(".*(\\.sync(:2)?|\\.waitForTaskToken|:activity:.*)");
            require(!express || !waits, name, "not wait for a job, a token or an activity in EXPRESS", resource);

            var timeout = seconds(state.get("TimeoutSeconds"));
            var machineTimeout = seconds(machine.get("TimeoutSeconds"));
            var isOuter = machineTimeout == 0 || machineTimeout > timeout;
            require(isOuter, "TimeoutSeconds", "be above %s's %d s".formatted(name, timeout), machineTimeout + " s");
            var isDynamic = state.has("TimeoutSecondsPath")
                    || string(state.get("TimeoutSeconds")).startsWith("{%");
            for (var function : plan.functions()) {
                var least = function.timeout().toSeconds();
                var holds = !strings.contains(function.arnPlaceholder()) || isDynamic || timeout > least;
                var fitting = function.timeoutPlaceholder();
                var rule = "have TimeoutSeconds above %d, such as \"%s\"".formatted(least, fitting);
                require(holds, name, rule, shown(state.get("TimeoutSeconds")));
            }
        }
    }
}
