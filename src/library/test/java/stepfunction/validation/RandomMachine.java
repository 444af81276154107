package stepfunction.validation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** State machines that read, make and pass on data of a few names, in one of the query languages. They call nothing. */
final class RandomMachine {

    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final List<String> VARIABLES = List.of("v", "w");

    private final Random random;
    private final boolean isJsonata;
    private int states;

    RandomMachine(long seed) {
        this.random = new Random(seed);
        this.isJsonata = random.nextBoolean();
    }

    boolean isJsonata() {
        return isJsonata;
    }

    JsonObject machine() {
        var machine = scope(2);
        machine.addProperty("QueryLanguage", isJsonata ? "JSONata" : "JSONPath");
        machine.addProperty("TimeoutSeconds", 100);
        return machine;
    }

    /** An input, or another constant. */
    JsonElement constant(int depth) {
        return switch (random.nextInt(depth <= 0 ? 4 : 8)) {
            case 0 -> new JsonPrimitive(1);
            case 1 -> new JsonPrimitive("text");
            case 2 -> new JsonPrimitive(true);
            case 3 -> JsonNull.INSTANCE;
            case 4 -> array(constant(depth - 1), constant(depth - 1));
            default -> object(depth);
        };
    }

    JsonObject object(int depth) {
        var object = new JsonObject();
        for (int field = random.nextInt(3); field >= 0; field--) {
            object.add(any(NAMES), constant(depth - 1));
        }
        return object;
    }

    private static JsonArray array(JsonElement... elements) {
        var array = new JsonArray();
        Stream.of(elements).forEach(array::add);
        return array;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private boolean oneIn(int number) {
        return random.nextInt(number) == 0;
    }

    private JsonObject scope(int depth) {
        var first = states;
        var last = first + 1 + random.nextInt(4);
        states = last + 1;
        var all = new JsonObject();
        for (int number = first; number <= last; number++) {
            all.add("S" + number, state(depth, number, last));
        }
        var scope = new JsonObject();
        scope.addProperty("StartAt", "S" + first);
        scope.add("States", all);
        return scope;
    }

    private JsonObject state(int depth, int number, int last) {
        var kind = random.nextInt(10);
        if (kind < 2 && number < last) {
            return choice(number, last);
        }
        var state = kind == 2 && depth > 0 ? parallel(depth) : kind == 3 && depth > 0 ? map(depth) : pass();
        if (oneIn(3)) {
            state.add("Assign", assign());
        }
        if (number < last) {
            state.addProperty("Next", "S" + (number + 1));
        } else {
            state.addProperty("End", true);
        }
        return state;
    }

    private static JsonObject ofType(String type) {
        var state = new JsonObject();
        state.addProperty("Type", type);
        return state;
    }

    private JsonObject choice(int number, int last) {
        var state = ofType("Choice");
        var rule = new JsonObject();
        if (isJsonata) {
            rule.addProperty("Condition", "{% $exists(" + path() + ") %}");
        } else {
            rule.addProperty("Variable", path());
            rule.addProperty("IsPresent", random.nextBoolean());
        }
        // Rarely to itself, so that most runs end.
        rule.addProperty("Next", "S" + (oneIn(8) ? number : number + 1 + random.nextInt(last - number)));
        state.add("Choices", array(rule));
        state.addProperty("Default", "S" + (number + 1));
        return state;
    }

    private JsonObject pass() {
        var state = ofType("Pass");
        if (isJsonata) {
            output(state);
            return state;
        }
        switch (random.nextInt(4)) {
            case 0 -> state.add("Result", constant(2));
            case 1, 2 -> state.add("Parameters", template(2));
            default -> state.addProperty("InputPath", path());
        }
        resultPath(state);
        if (oneIn(6)) {
            state.addProperty("OutputPath", path());
        }
        return state;
    }

    private void output(JsonObject state) {
        if (oneIn(2)) {
            state.add("Output", template(2));
        }
    }

    private void resultPath(JsonObject state) {
        if (oneIn(2)) {
            state.addProperty("ResultPath", "$." + any(NAMES) + (oneIn(2) ? "." + any(NAMES) : ""));
        }
    }

    private JsonObject parallel(int depth) {
        var state = ofType("Parallel");
        state.add("Branches", array(scope(depth - 1), scope(depth - 1)));
        if (isJsonata) {
            output(state);
        } else {
            resultPath(state);
        }
        return state;
    }

    private JsonObject map(int depth) {
        var state = ofType("Map");
        state.add("ItemProcessor", scope(depth - 1));
        if (isJsonata) {
            state.addProperty("Items", "{% [" + expression(1) + ", 2] %}");
            output(state);
        } else {
            state.addProperty("ItemsPath", path());
            resultPath(state);
        }
        if (oneIn(2)) {
            state.add("ItemSelector", template(1));
        }
        return state;
    }

    private JsonObject assign() {
        var assign = new JsonObject();
        if (isJsonata || oneIn(2)) {
            assign.add(any(VARIABLES), template(1));
        } else {
            assign.addProperty(any(VARIABLES) + ".$", path());
        }
        return assign;
    }

    private JsonElement template(int depth) {
        if (isJsonata && oneIn(2)) {
            return new JsonPrimitive("{% " + expression(2) + " %}");
        }
        var template = new JsonObject();
        for (int field = random.nextInt(3); field >= 0; field--) {
            var name = any(NAMES);
            if (!isJsonata && oneIn(2)) {
                template.addProperty(name + ".$", path());
            } else {
                template.add(name, depth > 0 ? template(depth - 1) : constant(1));
            }
        }
        return template;
    }

    private String path() {
        var root = oneIn(5) ? "$" + any(VARIABLES) : isJsonata ? "$states.input" : "$";
        return root
                + Stream.generate(() -> oneIn(6) ? "[0]" : "." + any(NAMES))
                        .limit(random.nextInt(4))
                        .collect(Collectors.joining());
    }

    private String expression(int depth) {
        return switch (random.nextInt(depth <= 0 ? 3 : 7)) {
            case 0 -> "1";
            case 1, 2 -> path();
            case 3 -> "{\"%s\": %s}".formatted(any(NAMES), expression(depth - 1));
            case 4 -> "[%s, %s]".formatted(expression(depth - 1), expression(depth - 1));
            case 5 -> "$merge([{\"a\": %s}, %s])".formatted(expression(depth - 1), "$states.input");
            default -> "($exists(%s) ? %s : %s)".formatted(path(), expression(depth - 1), expression(depth - 1));
        };
    }
}
