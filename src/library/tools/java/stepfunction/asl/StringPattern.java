package stepfunction.asl;

import java.util.ArrayList;
import java.util.List;

/** The operand of StringMatches: {@code *} stands for any characters, {@code \*} for a star, {@code \\} for a backslash. */
final class StringPattern {

    private StringPattern() {}

    static boolean matches(String pattern, String text) {
        var literals = literals(pattern);
        var first = literals.get(0);
        if (literals.size() == 1) {
            return text.equals(first);
        }
        var last = literals.get(literals.size() - 1);
        if (text.length() < first.length() + last.length() || !text.startsWith(first) || !text.endsWith(last)) {
            return false;
        }
        var between = text.substring(first.length(), text.length() - last.length());
        return holdsInOrder(between, literals.subList(1, literals.size() - 1));
    }

    /** The literals before, between and after the stars. */
    private static List<String> literals(String pattern) {
        var literals = new ArrayList<String>();
        var literal = new StringBuilder();
        for (int at = 0; at < pattern.length(); at++) {
            char each = pattern.charAt(at);
            if (each == '*') {
                literals.add(literal.toString());
                literal.setLength(0);
            } else if (each == '\\' && at + 1 < pattern.length()) {
                at++;
                literal.append(pattern.charAt(at));
            } else {
                literal.append(each);
            }
        }
        literals.add(literal.toString());
        return literals;
    }

    private static boolean holdsInOrder(String text, List<String> literals) {
        int at = 0;
        for (var literal : literals) {
            int found = text.indexOf(literal, at);
            if (found < 0) {
                return false;
            }
            at = found + literal.length();
        }
        return true;
    }
}
