package stepfunction.asl;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Suggests the known name closest to a misspelled one. */
public final class Spelling {

    /** More differences than these make another word. */
    static final int MAX_DIFFERENCES = 3;

    private Spelling() {}

    /** The most similar of the names; absent where none is so similar that it can have been meant. */
    public static Optional<String> nearest(String mistyped, Collection<String> names) {
        return names.stream()
                .filter(name -> mayMean(mistyped, name, differences(mistyped, name)))
                .min(Comparator.<String>comparingInt(name -> differences(mistyped, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Whether one name with so many differences from another can have been meant. */
    static boolean mayMean(String mistyped, String name, int differences) {
        return differences <= allowedDifferences(mistyped, name);
    }

    /** Three in a word of seven letters ({@code Retries} for {@code Retry}), one in a word of three. */
    private static int allowedDifferences(String one, String other) {
        return Math.min(MAX_DIFFERENCES, Math.max(one.length(), other.length()) * 3 / 7);
    }

    /** Letters to insert, delete, replace or swap with their neighbour; upper case counts as lower case. */
    private static int differences(String one, String other) {
        if (Math.abs(one.length() - other.length()) > MAX_DIFFERENCES) {
            return Integer.MAX_VALUE;
        }
        return new Alignment(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT)).distance();
    }

    /** The optimal string alignment of two names. */
    private static final class Alignment {

        private final String from;
        private final String to;

        /** The distances of the first letters of both, by their numbers. */
        private final int[][] distances;

        Alignment(String from, String to) {
            this.from = from;
            this.to = to;
            this.distances = new int[from.length() + 1][to.length() + 1];
        }

        int distance() {
            for (int i = 0; i <= from.length(); i++) {
                for (int j = 0; j <= to.length(); j++) {
                    distances[i][j] = distance(i, j);
                }
            }
            return distances[from.length()][to.length()];
        }

        private int distance(int i, int j) {
            if (i == 0 || j == 0) {
                return i + j;
            }
            var isSame = from.charAt(i - 1) == to.charAt(j - 1);
            var replaced = distances[i - 1][j - 1] + (isSame ? 0 : 1);
            var nearest = Math.min(replaced, 1 + Math.min(distances[i - 1][j], distances[i][j - 1]));
            var areSwapped =
                    i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
            return areSwapped ? Math.min(nearest, distances[i - 2][j - 2] + 1) : nearest;
        }
    }
}
