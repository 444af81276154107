package stepfunction.expressions;

import java.util.ArrayList;
import java.util.List;

/**
 * A path that names one place, such as {@code $.a.b[0]} or {@code $['a']}: what ResultPath is.
 *
 * @param steps names of fields (String) and indexes of arrays (Integer)
 */
public record ReferencePath(List<Object> steps) {

    public ReferencePath {
        steps = List.copyOf(steps);
    }

    /**
     * Reads a path.
     *
     * @throws InvalidExpressionException if it may name several places, or is no path
     */
    public static ReferencePath parse(String path) {
        var steps = new ArrayList<>();
        read(path, steps);
        return new ReferencePath(steps);
    }

    /** The longest beginning of a path that names one place: of {@code $.a[*].b} it is {@code $.a}. */
    public static ReferencePath beginningOf(String path) {
        var steps = new ArrayList<>();
        try {
            read(path, steps);
        } catch (InvalidExpressionException e) {
            return new ReferencePath(steps); // From there on, it may name several places.
        }
        return new ReferencePath(steps);
    }

    private static void read(String path, List<Object> steps) {
        if (!path.startsWith("$")) {
            throw new InvalidExpressionException("a reference path must begin with $", 1);
        }
        int at = 1;
        while (at < path.length()) {
            int end;
            if (path.startsWith("['", at) || path.startsWith("[\"", at)) {
                end = path.indexOf(path.charAt(at + 1) + "]", at + 2);
                steps.add(name(path, at + 2, end));
                end += 2;
            } else if (path.startsWith("[", at)) {
                end = path.indexOf(']', at);
                steps.add(index(path, at + 1, end));
                end++;
            } else if (path.startsWith(".", at)) {
                end = endOfName(path, at + 1);
                steps.add(name(path, at + 1, end));
            } else {
                throw invalid(at);
            }
            at = end;
        }
    }

    private static int endOfName(String path, int start) {
        int end = start;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        return end;
    }

    /** @param end below the start, if the path has none */
    private static String name(String path, int start, int end) {
        if (end <= start || path.substring(start, end).chars().anyMatch(each -> "*?@,'\"".indexOf(each) >= 0)) {
            throw invalid(start);
        }
        return path.substring(start, end);
    }

    private static int index(String path, int start, int end) {
        var index = path.substring(start, Math.max(start, end));
        if (index.startsWith("-")) {
            throw invalid(start);
        }
        try {
            return Integer.parseInt(index);
        } catch (NumberFormatException e) {
            throw invalid(start);
        }
    }

    private static InvalidExpressionException invalid(int at) {
        return new InvalidExpressionException("a reference path must name one place, such as $.order.price", at + 1);
    }
}
