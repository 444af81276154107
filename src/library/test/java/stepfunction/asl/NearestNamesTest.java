package stepfunction.asl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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

    @Test
    void name_is_the_one_that_a_single_lookup_finds() {
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
                        .isEqualTo(Spelling.nearest(mistyped, names));
            }
        }
    }

    @Test
    void no_name_is_near_among_none() {
        assertThat(new NearestNames(List.of()).nearest("Next")).isEmpty();
    }
}
