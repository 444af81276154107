package stepfunction.asl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The walk through a definition that gathers its string values and its keys. */
final class Texts {

    /** Fields whose value is made by the user, in which a key such as {@code Comment} means nothing to the language. */
    private static final Set<String> PAYLOADS = Set.of(
            "Parameters",
            "Arguments",
            "ResultSelector",
            "ItemSelector",
            "BatchInput",
            "Assign",
            "Output",
            "Credentials");

    private static final Set<String> BOOLEAN_EXPRESSIONS = Set.of("And", "Or", "Not");
    private static final Set<String> RULE_FIELDS = Set.of("Variable", "Condition", "Next");

    /** The meaning of an object's fields. */
    private enum Context {
        LANGUAGE(Text.Usage.LANGUAGE),
        PASS(Text.Usage.LANGUAGE),
        CHOICE_RULE(Text.Usage.LANGUAGE),
        PAYLOAD(Text.Usage.PAYLOAD),
        DATA(Text.Usage.DATA);

        private final Text.Usage ofTexts;

        Context(Text.Usage ofTexts) {
            this.ofTexts = ofTexts;
        }
    }

    private final IdentityHashMap<JsonObject, State> statesByJson = new IdentityHashMap<>();
    private final List<Text> values = new ArrayList<>();
    private final List<Text> keys = new ArrayList<>();

    Texts(Definition definition) {
        for (var state : definition.states()) {
            statesByJson.put(state.json(), state);
        }
        walk(definition.json(), "", null, Context.LANGUAGE);
    }

    List<Text> values() {
        return List.copyOf(values);
    }

    List<Text> keys() {
        return List.copyOf(keys);
    }

    private void walk(JsonElement element, String path, @Nullable State state, Context context) {
        if (element instanceof JsonObject object) {
            for (var field : object.entrySet()) {
                keys.add(new Text(field.getKey(), state, path + "/" + field.getKey(), context.ofTexts));
                walkField(field, path + "/" + field.getKey(), state, context);
            }
        } else if (element instanceof JsonArray array) {
            for (int index = 0; index < array.size(); index++) {
                walk(array.get(index), path + "[" + index + "]", state, context);
            }
        } else if (element instanceof JsonPrimitive primitive && primitive.isString()) {
            values.add(new Text(primitive.getAsString(), state, path, context.ofTexts));
        }
    }

    private void walkField(Map.Entry<String, JsonElement> field, String path, @Nullable State state, Context context) {
        var value = field.getValue();
        var inner = value instanceof JsonObject object ? statesByJson.get(object) : null;
        if (inner != null) {
            walk(value, path, inner, inner.is(StateType.PASS) ? Context.PASS : Context.LANGUAGE);
        } else {
            walk(value, path, state, contextOfField(field.getKey(), context));
        }
    }

    private static Context contextOfField(String name, Context context) {
        if (context == Context.DATA || context == Context.PAYLOAD) {
            return context;
        }
        if (name.equals("Comment") || (name.equals("Result") && context == Context.PASS)) {
            return Context.DATA;
        }
        if (PAYLOADS.contains(name)) {
            return Context.PAYLOAD;
        }
        if (name.equals("Choices")) {
            return Context.CHOICE_RULE;
        }
        if (context != Context.CHOICE_RULE || RULE_FIELDS.contains(name) || name.endsWith("Path")) {
            return Context.LANGUAGE;
        }
        return BOOLEAN_EXPRESSIONS.contains(name) ? Context.CHOICE_RULE : Context.DATA;
    }
}
