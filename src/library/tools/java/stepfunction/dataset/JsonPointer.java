package stepfunction.dataset;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pointer into JSON, such as {@code /orders/0}: https://www.rfc-editor.org/rfc/rfc6901. */
final class JsonPointer {

    private static final int MAX_INDEX_DIGITS = 9;

    private JsonPointer() {}

    static Optional<JsonElement> find(JsonElement root, String pointer) {
        if (pointer.isEmpty()) {
            return Optional.of(root);
        }
        if (!pointer.startsWith("/")) {
            return Optional.empty();
        }
        JsonElement value = root;
        for (var token : pointer.substring(1).split("/", -1)) {
            var next = member(value, token.replace("~1", "/").replace("~0", "~"));
            if (next == null) {
                return Optional.empty();
            }
            value = next;
        }
        return Optional.of(value);
    }

    private static @Nullable JsonElement member(JsonElement value, String token) {
        if (value instanceof JsonObject object) {
            return object.get(token);
        }
        var isIndex = token.matches("\\d{1,%d}".formatted(MAX_INDEX_DIGITS));
        return value instanceof JsonArray array && isIndex && Integer.parseInt(token) < array.size()
                ? array.get(Integer.parseInt(token))
                : null;
    }
}
