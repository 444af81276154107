package stepfunction.local;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names that are known, to refuse one that is not. */
record Names(Collection<String> known) {

    /** Says what the unknown name may have been meant for, and what there is: "; did you mean Greet? Known are Greet, Rest". */
    String hint(String unknown) {
        var meant = nearest(unknown).map("; did you mean %s?"::formatted).orElse(";");
        var all = known.isEmpty() ? "none" : known.stream().sorted().collect(Collectors.joining(", "));
        return "%s known: %s".formatted(meant, all);
    }

    /** The name from which a typist may have slipped to this one. */
    Optional<String> nearest(String unknown) {
        var allowed = Math.max(1, unknown.length() / 3);
        return known.stream()
                .filter(name -> distance(name, unknown) <= allowed)
                .min(Comparator.comparing((String name) -> distance(name, unknown))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many letters must be put in, taken out or changed, whatever their case: Levenshtein's distance. */
    private static int distance(String name, String other) {
        var from = name.toLowerCase(Locale.ROOT);
        var to = other.toLowerCase(Locale.ROOT);
        var previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            var current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                var change = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
                var putInOrTakenOut = Math.min(previous[column], current[column - 1]) + 1;
                current[column] = Math.min(previous[column - 1] + change, putInOrTakenOut);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
