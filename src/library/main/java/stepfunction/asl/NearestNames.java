package stepfunction.asl;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names in which misspelled ones are looked up: a tree of their letters, so that a lookup compares only the names that begin alike. The
 * difference of two names is their optimal string alignment distance, in which upper case counts as lower case.
 */
final class NearestNames {

    private final Node root = new Node();
    private final Map<String, Optional<String>> found = new HashMap<>();

    NearestNames(Collection<String> names) {
        names.forEach(this::add);
    }

    private void add(String name) {
        var node = root;
        var letters = name.toLowerCase(Locale.ROOT);
        for (int index = 0; index < letters.length(); index++) {
            node = node.next.computeIfAbsent(letters.charAt(index), letter -> new Node());
        }
        if (node.name == null || name.compareTo(node.name) < 0) {
            node.name = name;
        }
    }

    /** The most similar of the names; absent where none is so similar that it can have been meant. */
    Optional<String> nearest(String mistyped) {
        return found.computeIfAbsent(mistyped, this::search);
    }

    /** With few differences first: then most of the tree is left out. */
    private Optional<String> search(String mistyped) {
        for (int differences = 0; differences <= Spelling.MAX_DIFFERENCES; differences++) {
            var search = new Search(mistyped, differences);
            search.visit(root, search.firstRow(), null, '\0');
            if (search.nearest != null) {
                return Optional.of(search.nearest);
            }
        }
        return Optional.empty();
    }

    /** The letters of a name so far; some names end there. */
    private static final class Node {
        private final Map<Character, Node> next = new TreeMap<>();
        /** The first one by the alphabet, as names may differ in upper and lower case alone. */
        private @Nullable String name;
    }

    /** A search for the names that differ by a certain number of letters. */
    private static final class Search {

        private final String mistyped;
        private final String letters;
        private final int differences;
        private @Nullable String nearest;

        Search(String mistyped, int differences) {
            this.mistyped = mistyped;
            this.letters = mistyped.toLowerCase(Locale.ROOT);
            this.differences = differences;
        }

        int[] firstRow() {
            var row = new int[letters.length() + 1];
            Arrays.setAll(row, index -> index);
            return row;
        }

        /**
         * Visits what begins with the letters of a node.
         *
         * @param row the distances of those letters from the first letters of the misspelled name
         * @param before the same without the last letter
         * @param last that letter
         */
        void visit(Node node, int[] row, int @Nullable [] before, char last) {
            if (node.name != null
                    && row[letters.length()] == differences
                    && Spelling.mayMean(mistyped, node.name, differences)) {
                nearest = nearest == null || node.name.compareTo(nearest) < 0 ? node.name : nearest;
            }
            for (var next : node.next.entrySet()) {
                var nextRow = nextRow(row, before, last, next.getKey());
                // A swap of two letters looks back by two rows.
                if (least(nextRow) <= differences || least(row) < differences) {
                    visit(next.getValue(), nextRow, row, next.getKey());
                }
            }
        }

        private static int least(int[] row) {
            var least = row[0];
            for (var distance : row) {
                least = Math.min(least, distance);
            }
            return least;
        }

        private int[] nextRow(int[] row, int @Nullable [] before, char last, char letter) {
            var next = new int[row.length];
            next[0] = row[0] + 1;
            for (int index = 1; index < row.length; index++) {
                var isSame = letters.charAt(index - 1) == letter;
                next[index] = Math.min(row[index - 1] + (isSame ? 0 : 1), 1 + Math.min(row[index], next[index - 1]));
                if (before != null
                        && index > 1
                        && letters.charAt(index - 2) == letter
                        && letters.charAt(index - 1) == last) {
                    next[index] = Math.min(next[index], before[index - 2] + 1);
                }
            }
            return next;
        }
    }
}
