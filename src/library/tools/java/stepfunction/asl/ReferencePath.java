package stepfunction.asl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A path that names one place, such as {@code $.a.b[0]} or {@code $['a']}: what ResultPath is.
 *
 * @param steps names of fields (String) and indexes of arrays (Integer)
 */
record ReferencePath(List<Object> steps) {

    /** @throws IllegalArgumentException if it may name several places, or is no path */
    static ReferencePath parse(String path) {
        var steps = new ArrayList<>();
        if (!path.startsWith("$")) {
            throw new IllegalArgumentException("A reference path must begin with $, was " + path);
        }
        int at = 1;
        while (at < path.length()) {
            int end;
            if (path.startsWith("['", at) || path.startsWith("[\"", at)) {
                end = path.indexOf(path.charAt(at + 1) + "]", at + 2);
                steps.add(name(path, at + 2, end));
                end += 2;
            } else if (path.startsWith("[", at)) {
                end = path.indexOf(']', at);
                steps.add(index(path, at + 1, end));
                end++;
            } else if (path.startsWith(".", at)) {
                end = endOfName(path, at + 1);
                steps.add(name(path, at + 1, end));
            } else {
                throw invalid(path);
            }
            at = end;
        }
        return new ReferencePath(List.copyOf(steps));
    }

    private static int endOfName(String path, int start) {
        int end = start;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        return end;
    }

    /** @param end below the start, if the path has none */
    private static String name(String path, int start, int end) {
        if (end <= start || path.substring(start, end).chars().anyMatch(each -> "*?@,'\"".indexOf(each) >= 0)) {
            throw invalid(path);
        }
        return path.substring(start, end);
    }

    private static int index(String path, int start, int end) {
        try {
            return Integer.parseUnsignedInt(path.substring(start, Math.max(start, end)));
        } catch (NumberFormatException e) {
            throw invalid(path);
        }
    }

    private static IllegalArgumentException invalid(String path) {
        return new IllegalArgumentException("A reference path must name one place, was " + path);
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

    /** What is wrong where this place is missing in a document. */
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
