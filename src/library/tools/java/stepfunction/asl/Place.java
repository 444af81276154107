package stepfunction.asl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stepfunction.expressions.ReferencePath;

/**
 * The place in a document that a reference path names.
 *
 * @param steps names of fields (String) and indexes of arrays (Integer)
 */
record Place(List<Object> steps) {

    /** @throws stepfunction.expressions.InvalidExpressionException if it may name several places, or is no path */
    static Place at(String path) {
        return new Place(ReferencePath.parse(path).steps());
    }

    /**
     * A copy of a document with a value at this place; missing objects are made.
     *
     * @throws StateError States.ReferencePathConflict
     */
    @Nullable
    Object put(@Nullable Object document, @Nullable Object value) {
        return put(document, value, 0);
    }

    private @Nullable Object put(@Nullable Object document, @Nullable Object value, int depth) {
        if (depth == steps.size()) {
            return value;
        }
        var step = steps.get(depth);
        if (step instanceof String name && document instanceof Map<?, ?> map) {
            var inner = map.containsKey(name) ? map.get(name) : Map.of();
            var copy = new LinkedHashMap<Object, @Nullable Object>(map);
            copy.put(name, put(inner, value, depth + 1));
            return copy;
        }
        if (step instanceof Integer index && document instanceof List<?> list && index < list.size()) {
            var copy = new ArrayList<@Nullable Object>(list);
            copy.set(index, put(list.get(index), value, depth + 1));
            return copy;
        }
        throw conflict(step, document);
    }

    /** The error if a document does not have this place. */
    StateError conflictIn(@Nullable Object document) {
        var inner = document;
        for (var step : steps) {
            if (step instanceof String name && inner instanceof Map<?, ?> map && map.containsKey(name)) {
                inner = map.get(name);
            } else if (step instanceof Integer index && inner instanceof List<?> list && index < list.size()) {
                inner = list.get(index);
            } else {
                return conflict(step, inner);
            }
        }
        throw new IllegalStateException("The place is there: " + steps);
    }

    private static StateError conflict(Object step, @Nullable Object document) {
        return StateError.named(
                StateError.REFERENCE_PATH_CONFLICT,
                "Unable to apply step \"%s\" to input %s".formatted(step, JsonValues.text(document)));
    }
}
