package stepfunction.recording;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Values that look like others: letters become x, digits become 1, and all else stays. */
final class Disguises {

    private static final String UPPER = "XYZABCDEFGHIJKLMNOPQRSTUVW";
    private static final String LOWER = "xyzabcdefghijklmnopqrstuvw";
    private static final String DIGITS = "123456789";

    private final Set<String> taken = new HashSet<>();

    /** A value in place of another one. Those of different values differ as far as their shape allows. */
    String of(String value) {
        var disguise = new StringBuilder(value);
        for (var index = 0; index < disguise.length(); index++) {
            if (!isOfExponent(value, index)) {
                disguise.setCharAt(index, first(disguise.charAt(index)));
            }
        }
        while (!taken.add(disguise.toString()) && next(disguise)) {
            // Until it is free, or no other one is left.
        }
        return disguise.toString();
    }

    /** A number such as 1e9 must remain one, in Java's range. */
    private static boolean isOfExponent(String value, int index) {
        return value.matches("-?[0-9.]+[eE][+-]?[0-9]+")
                && index >= value.toLowerCase(Locale.ROOT).indexOf('e');
    }

    private static char first(char character) {
        var row = row(character);
        return row.isEmpty() ? character : row.charAt(0);
    }

    /** The characters that may stand in place of one; none for punctuation. */
    private static String row(char character) {
        if (Character.isDigit(character)) {
            return DIGITS;
        }
        if (!Character.isLetter(character)) {
            return "";
        }
        return Character.isUpperCase(character) ? UPPER : LOWER;
    }

    /** Counts on, from the last character; false if there is no further value. */
    private static boolean next(StringBuilder disguise) {
        for (var index = disguise.length() - 1; index >= 0; index--) {
            var row = row(disguise.charAt(index));
            if (!row.isEmpty()) {
                var next = (row.indexOf(disguise.charAt(index)) + 1) % row.length();
                disguise.setCharAt(index, row.charAt(next));
                if (next > 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
