package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stepfunction.asl.Spelling;

/**
 * An object in a case, and the fields that it may have.
 *
 * @param place of the object, such as {@code mocks.Greet.Throw}; empty for the case itself
 */
record CaseFields(String place, JsonObject json, List<String> known) {

    void refuseUnknown(Refusals refusals) {
        for (var field : unknown()) {
            var named =
                    place.isEmpty() ? field + " is not a field of a case" : "%s.%s is no field".formatted(place, field);
            refusals.add(named + new KnownNames(known).hint(field));
        }
    }

    private List<String> unknown() {
        return json.keySet().stream().filter(field -> !known.contains(field)).toList();
    }

    boolean has(String field) {
        return json.has(field);
    }

    /** Neither there nor mistyped: a mistyped one has been reported. */
    boolean lacks(String field) {
        return !has(field)
                && unknown().stream()
                        .noneMatch(unknown -> Spelling.nearest(unknown, known)
                                .filter(field::equals)
                                .isPresent());
    }

    Optional<JsonElement> get(String field) {
        return Optional.ofNullable(json.get(field));
    }

    /** Absent where the field is, or is no text. */
    Optional<String> text(String field) {
        return text(json.get(field));
    }

    static Optional<String> text(@Nullable JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isString()
                ? Optional.of(primitive.getAsString())
                : Optional.empty();
    }
}
