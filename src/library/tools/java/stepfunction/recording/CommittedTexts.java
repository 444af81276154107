package stepfunction.recording;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The texts of a case that come from the execution, among which a secret may be. */
public final class CommittedTexts {

    private static final List<String> DATA = List.of("input", "mocks", "output", "error", "cause", "calls");

    private final Map<JsonPrimitive, String> placesByText = new LinkedHashMap<>();

    private CommittedTexts() {}

    /** A line for each text, with the place where it is first. */
    public static List<String> in(JsonObject caseJson) {
        var texts = new CommittedTexts();
        DATA.stream().filter(caseJson::has).forEach(field -> texts.add(field, caseJson.get(field)));
        return texts.placesByText.entrySet().stream()
                .map(text -> "%s: %s".formatted(text.getValue(), Shortened.json(text.getKey())))
                .toList();
    }

    private void add(String place, JsonElement value) {
        if (value instanceof JsonObject object) {
            object.asMap().forEach((name, member) -> add("%s.%s".formatted(place, name), member));
        } else if (value instanceof JsonArray array) {
            for (var index = 0; index < array.size(); index++) {
                add("%s[%d]".formatted(place, index), array.get(index));
            }
        } else if (value instanceof JsonPrimitive primitive && primitive.isString()) {
            placesByText.putIfAbsent(primitive, place);
        }
    }
}
