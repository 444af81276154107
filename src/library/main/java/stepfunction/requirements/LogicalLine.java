package stepfunction.requirements;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of a file with requirements as pip sees it: with those that continue it, and without its comment:
 * https://pip.pypa.io/en/stable/reference/requirements-file-format/.
 *
 * @param number of its first line
 */
record LogicalLine(int number, String text) {

    private static final Pattern COMMENT = Pattern.compile("(^|\\s+)#.*$");

    /** Those of a text that are not empty. */
    static List<LogicalLine> of(String text) {
        var lines = new ArrayList<LogicalLine>();
        var joined = new StringBuilder();
        var first = 1;
        var number = 0;
        for (var line : text.lines().toList()) {
            number++;
            if (joined.isEmpty()) {
                first = number;
            }
            // A comment ends the line that it continues.
            var isComment = COMMENT.matcher(line).lookingAt();
            if (line.endsWith("\\") && !isComment) {
                joined.append(line.replaceFirst("\\\\+$", ""));
            } else {
                add(lines, first, joined + (isComment ? " " + line : line));
                joined.setLength(0);
            }
        }
        add(lines, first, joined.toString());
        return lines;
    }

    private static void add(List<LogicalLine> lines, int number, String text) {
        var stripped = COMMENT.matcher(text).replaceFirst("").strip();
        if (!stripped.isEmpty()) {
            lines.add(new LogicalLine(number, stripped));
        }
    }
}
