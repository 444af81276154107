package stepfunction.expressions;

import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Quotes the bare words that a path's filters compare with: in Step Functions, {@code $..a[?(@.kind==home)]} compares with the text
 * {@code home}, which Jayway does not parse.
 */
final class FilterLiterals {

    private static final String FILTER = "[?";

    private static final Set<String> CONSTANTS = Set.of("true", "false", "null", "undefined");

    /** Those of Jayway: https://github.com/json-path/JsonPath#filter-operators. */
    private static final Set<String> OPERATORS = Set.of(
            "in",
            "nin",
            "contains",
            "all",
            "size",
            "exists",
            "type",
            "matches",
            "empty",
            "subsetof",
            "anyof",
            "noneof");

    private final String path;
    private final StringBuilder quoted = new StringBuilder();
    private int at;
    /** Open brackets, from the filter's own on; 0 outside filters. */
    private int depth;

    private FilterLiterals(String path) {
        this.path = path;
    }

    /** The path as Jayway parses it. */
    static String quoted(String path) {
        return path.contains(FILTER) ? new FilterLiterals(path).quoted() : path;
    }

    private String quoted() {
        while (at < path.length()) {
            char each = path.charAt(at);
            if (each == '\'' || each == '"') {
                copyThrough(each);
            } else if (depth == 0 && !path.startsWith(FILTER, at)) {
                copy(1);
            } else if (each == '[' || each == ']') {
                depth += each == '[' ? 1 : -1;
                copy(1);
            } else if (each == '/' && lastCopied() == '~') {
                copyThrough(each);
                copyWhile(Character::isLetter);
            } else if (each == '.') {
                copy(1);
                copyWhile(FilterLiterals::isPartOfWord);
            } else if (Character.isDigit(each)) {
                copyWhile(FilterLiterals::isPartOfWord);
            } else if (isPartOfWord(each) && each != '-') {
                copyWord();
            } else {
                copy(1);
            }
        }
        return quoted.toString();
    }

    private void copyWord() {
        var isOperand = "=<>".indexOf(lastCopied()) >= 0;
        int start = at;
        while (at < path.length() && (isPartOfWord(path.charAt(at)) || path.charAt(at) == '.')) {
            at++;
        }
        var word = path.substring(start, at);
        var lowerCase = word.toLowerCase(Locale.ROOT);
        var isLiteral = !CONSTANTS.contains(word) && (isOperand || !OPERATORS.contains(lowerCase));
        quoted.append(isLiteral ? "'" + word + "'" : word);
    }

    private static boolean isPartOfWord(int character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '-';
    }

    /** The last character that is no space. */
    private char lastCopied() {
        int last = quoted.length() - 1;
        while (last >= 0 && Character.isWhitespace(quoted.charAt(last))) {
            last--;
        }
        return last < 0 ? ' ' : quoted.charAt(last);
    }

    private void copy(int length) {
        quoted.append(path, at, at + length);
        at += length;
    }

    private void copyWhile(IntPredicate isPart) {
        while (at < path.length() && isPart.test(path.charAt(at))) {
            copy(1);
        }
    }

    /** Up to the next such quote, or to the end of the path. */
    private void copyThrough(char quote) {
        copy(1);
        while (at < path.length() && path.charAt(at) != quote) {
            copy(path.charAt(at) == '\\' && at + 1 < path.length() ? 2 : 1);
        }
        if (at < path.length()) {
            copy(1);
        }
    }
}
