package stepfunction.asl;

import java.util.Collection;
import java.util.Optional;

/** Suggests the known name closest to a misspelled one. */
public final class Spelling {

    /** More differences than these make another word. */
    static final int MAX_DIFFERENCES = 3;

    private Spelling() {}

    /** The most similar of the names; absent where none is so similar that it can have been meant. */
    public static Optional<String> nearest(String mistyped, Collection<String> names) {
        return new NearestNames(names).nearest(mistyped);
    }

    /** Whether one name with so many differences from another can have been meant. */
    static boolean mayMean(String mistyped, String name, int differences) {
        return differences <= allowedDifferences(mistyped, name);
    }

    /** Three in a word of seven letters ({@code Retries} for {@code Retry}), one in a word of three. */
    private static int allowedDifferences(String one, String other) {
        return Math.min(MAX_DIFFERENCES, Math.max(one.length(), other.length()) * 3 / 7);
    }
}
