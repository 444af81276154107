package stepfunction.dataflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables known at one place.
 *
 * @param shapes of some of them; of all others nothing is known
 */
record KnownVariables(Map<String, Shape> shapes) {

    static final KnownVariables NONE = new KnownVariables(Map.of());

    /** So that many states that assign many variables stay cheap. */
    private static final int MAX_VARIABLES = 100;

    KnownVariables {
        shapes = Map.copyOf(shapes);
    }

    Shape of(String name) {
        return shapes.getOrDefault(name, Shape.anything());
    }

    KnownVariables with(Map<String, Shape> assigned) {
        if (assigned.isEmpty()) {
            return this;
        }
        var more = new LinkedHashMap<>(shapes);
        assigned.forEach((name, shape) -> more.put(name, shape.bounded()));
        more.values().removeIf(Shape.Anything.class::isInstance);
        return more.size() > MAX_VARIABLES ? NONE : new KnownVariables(more);
    }

    /** Where nothing is known of some of them any more. */
    KnownVariables without(List<String> names) {
        if (names.isEmpty()) {
            return this;
        }
        var fewer = new LinkedHashMap<>(shapes);
        fewer.keySet().removeAll(names);
        return new KnownVariables(fewer);
    }

    /** Where another way leads to the same place: what one way does not know is unknown. */
    KnownVariables or(KnownVariables other) {
        if (equals(other)) {
            return this;
        }
        var both = new LinkedHashMap<String, Shape>();
        shapes.forEach((name, shape) -> {
            var joined = Shape.join(shape, other.of(name)).bounded();
            if (!(joined instanceof Shape.Anything)) {
                both.put(name, joined);
            }
        });
        return new KnownVariables(both);
    }
}
