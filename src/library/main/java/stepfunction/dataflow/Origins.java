package stepfunction.dataflow;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The states that make a value, as messages call them: a few of them, where there are many.
 *
 * @param names in their natural order
 */
public record Origins(List<String> names) {

    /** So that a long way through many states stays cheap. */
    private static final int MAX_NAMES = 3;

    public Origins {
        names = List.copyOf(names);
    }

    static Origins of(String name) {
        return new Origins(List.of(name));
    }

    Origins and(Origins others) {
        return equals(others) ? this : first(names, others.names);
    }

    private static Origins first(Collection<String> some, Collection<String> others) {
        var all = new TreeSet<>(some);
        all.addAll(others);
        return new Origins(all.stream().limit(MAX_NAMES).toList());
    }

    /** Such as {@code Prepare produces} or {@code Prepare and Price produce}. */
    public String phrase() {
        if (names.size() == 1) {
            return names.get(0) + " produces";
        }
        var last = names.size() - 1;
        return "%s and %s produce".formatted(String.join(", ", names.subList(0, last)), names.get(last));
    }
}
