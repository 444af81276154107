package stepfunction.asl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The walk through a definition that gathers its texts. */
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

    /** What the fields of an object mean. */
    private enum Place {
        LANGUAGE(Text.Place.LANGUAGE),
        PASS(Text.Place.LANGUAGE),
        CHOICE_RULE(Text.Place.LANGUAGE),
        PAYLOAD(Text.Place.PAYLOAD),
        DATA(Text.Place.DATA);

        private final Text.Place ofTexts;

        Place(Text.Place ofTexts) {
            this.ofTexts = ofTexts;
        }
    }

    private final Definition definition;
    private final IdentityHashMap<JsonObject, State> statesByJson = new IdentityHashMap<>();
    private final List<Text> texts = new ArrayList<>();

    Texts(Definition definition) {
        this.definition = definition;
        definition.states().forEach(state -> statesByJson.put(state.json(), state));
    }

    List<Text> all() {
        walk(definition.json(), "", null, Place.LANGUAGE);
        return List.copyOf(texts);
    }

    private void walk(JsonElement element, String path, @Nullable State state, Place place) {
        if (element instanceof JsonObject object) {
            object.asMap().forEach((name, value) -> walkField(name, value, path + "/" + name, state, place));
        } else if (element instanceof JsonArray array) {
            for (int index = 0; index < array.size(); index++) {
                walk(array.get(index), "%s[%d]".formatted(path, index), state, place);
            }
        } else if (element instanceof JsonPrimitive primitive && primitive.isString()) {
            texts.add(new Text(primitive.getAsString(), state, path, place.ofTexts));
        }
    }

    private void walkField(String name, JsonElement value, String path, @Nullable State state, Place place) {
        var inner = value instanceof JsonObject object ? statesByJson.get(object) : null;
        if (inner != null) {
            walk(value, path, inner, inner.is(StateType.PASS) ? Place.PASS : Place.LANGUAGE);
        } else {
            walk(value, path, state, placeOfField(name, place));
        }
    }

    private static Place placeOfField(String name, Place place) {
        if (place == Place.DATA || place == Place.PAYLOAD) {
            return place;
        }
        if (name.equals("Comment") || (name.equals("Result") && place == Place.PASS)) {
            return Place.DATA;
        }
        if (PAYLOADS.contains(name)) {
            return Place.PAYLOAD;
        }
        if (name.equals("Choices")) {
            return Place.CHOICE_RULE;
        }
        if (place != Place.CHOICE_RULE || RULE_FIELDS.contains(name) || name.endsWith("Path")) {
            return Place.LANGUAGE;
        }
        return BOOLEAN_EXPRESSIONS.contains(name) ? Place.CHOICE_RULE : Place.DATA;
    }
}
