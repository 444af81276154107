package stepfunction.asl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NearestNamesTest {

    private static final String LETTERS = "abcABé1";

    private static String word(Random random, int length) {
        var word = new StringBuilder();
        IntStream.range(0, length).forEach(index -> word.append(LETTERS.charAt(random.nextInt(LETTERS.length()))));
        return word.toString();
    }

    /** Up to four letters inserted, deleted, replaced or swapped. */
    private static String mistyped(Random random, String word) {
        var letters = new StringBuilder(word);
        for (int edit = random.nextInt(5); edit > 0 && letters.length() > 1; edit--) {
            int at = random.nextInt(letters.length() - 1);
            switch (random.nextInt(4)) {
                case 0 -> letters.insert(at, 'x');
                case 1 -> letters.deleteCharAt(at);
                case 2 -> letters.setCharAt(at, 'y');
                default -> {
                    var letter = letters.charAt(at);
                    letters.setCharAt(at, letters.charAt(at + 1));
                    letters.setCharAt(at + 1, letter);
                }
            }
        }
        return letters.toString();
    }

    /** The most similar of the names, compared one by one. */
    private static Optional<String> nearest(String mistyped, Collection<String> names) {
        return names.stream()
                .filter(name -> Spelling.mayMean(mistyped, name, differences(mistyped, name)))
                .min(Comparator.<String>comparingInt(name -> differences(mistyped, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Letters to insert, delete, replace or swap with their neighbour; upper case counts as lower case. */
    private static int differences(String one, String other) {
        if (Math.abs(one.length() - other.length()) > Spelling.MAX_DIFFERENCES) {
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

    @Test
    void name_is_the_one_that_a_comparison_of_all_finds() {
        var random = new Random(7);
        for (int round = 0; round < 300; round++) {
            var names = new TreeSet<String>();
            IntStream.range(0, 1 + random.nextInt(40))
                    .forEach(index -> names.add(word(random, 1 + random.nextInt(12))));
            var words = new ArrayList<>(names);
            var nearest = new NearestNames(names);
            for (int query = 0; query < 40; query++) {
                var mistyped = mistyped(random, words.get(random.nextInt(words.size())));
                assertThat(nearest.nearest(mistyped))
                        .as("%s in %s", mistyped, names)
                        .isEqualTo(nearest(mistyped, names));
            }
        }
    }

    @Test
    void no_name_is_near_among_none() {
        assertThat(new NearestNames(List.of()).nearest("Next")).isEmpty();
    }
}
