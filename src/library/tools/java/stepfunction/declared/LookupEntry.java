package stepfunction.declared;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An entry of {@code lookups.json}: the answer to a lookup, or the outputs of another stack or of a resource.
 *
 * @param lookup its token, or the type of a resource
 * @param arguments those that decide; others may be anything
 * @param answer the properties of the result that it sets
 */
public record LookupEntry(String lookup, JsonObject arguments, JsonObject answer) {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    /** The entry that answers a lookup just so. */
    static LookupEntry of(String lookup, Map<String, ?> arguments, Map<String, ?> answer) {
        return new LookupEntry(
                lookup,
                GSON.toJsonTree(arguments).getAsJsonObject(),
                GSON.toJsonTree(answer).getAsJsonObject());
    }

    boolean answers(String token, JsonObject actual) {
        return lookup.equals(token)
                && arguments.entrySet().stream()
                        .allMatch(argument -> argument.getValue().equals(actual.get(argument.getKey())));
    }

    /** The answer as the SDK's mocks take it. */
    Map<String, Object> values() {
        return values(answer);
    }

    @SuppressWarnings("unchecked") // Gson has texts for keys.
    private static Map<String, Object> values(JsonElement object) {
        return GSON.fromJson(object, Map.class);
    }

    /** Whether a message shows a text of the answer. */
    boolean isShownIn(String message) {
        return texts(answer).anyMatch(message::contains);
    }

    private static Stream<String> texts(JsonElement value) {
        if (value instanceof JsonObject object) {
            return object.asMap().values().stream().flatMap(LookupEntry::texts);
        }
        if (value instanceof JsonArray list) {
            return list.asList().stream().flatMap(LookupEntry::texts);
        }
        return value instanceof JsonPrimitive text
                        && text.isString()
                        && !text.getAsString().isEmpty()
                ? Stream.of(text.getAsString())
                : Stream.empty();
    }

    /** As it stands in the file, on one line. */
    String json() {
        var entry = new JsonObject();
        entry.addProperty("lookup", lookup);
        if (arguments.size() > 0) {
            entry.add("arguments", arguments);
        }
        entry.add("answer", answer);
        return GSON.toJson(entry);
    }
}
