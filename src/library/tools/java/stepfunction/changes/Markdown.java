package stepfunction.changes;

/** Texts of the project in GitHub's Markdown: whatever they are, they show as they are, and do nothing. */
public final class Markdown {

    private static final int MAX_LENGTH = 100;

    private Markdown() {}

    /** A text as code, which has neither markup nor links; shortened. */
    public static String code(String text) {
        return wholeAsCode(shortened(text));
    }

    private static String wholeAsCode(String text) {
        var shown = printable(text);
        if (shown.isEmpty()) {
            return "`\"\"`";
        }
        var fence = "`";
        while (shown.contains(fence)) {
            fence += "`";
        }
        var space = shown.startsWith("`") || shown.endsWith("`") || shown.startsWith(" ") ? " " : "";
        return fence + space + shown + space + fence;
    }

    /** The whole text as code in a table, where a bar would end the cell, in code too. */
    public static String codeInTable(String text) {
        return wholeAsCode(text.replace('|', '\u2758'));
    }

    /** A text as the label of a Mermaid diagram, with Mermaid's entities for all that could mean something there. */
    public static String label(String text) {
        var label = new StringBuilder();
        printable(shortened(text))
                .codePoints()
                .forEach(character ->
                        label.append(isPlain(character) ? Character.toString(character) : "#%d;".formatted(character)));
        return label.toString();
    }

    private static boolean isPlain(int character) {
        return Character.isLetterOrDigit(character) || " -_,.()[]".indexOf(character) >= 0;
    }

    static String shortened(String text) {
        if (text.codePointCount(0, text.length()) <= MAX_LENGTH) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH - 3)) + "...";
    }

    /** With escapes for characters that have no picture, such as line breaks and those that turn the direction of a text. */
    private static String printable(String text) {
        var printable = new StringBuilder();
        text.codePoints()
                .forEach(character -> printable.append(
                        isVisible(character) ? Character.toString(character) : "\\u%04x".formatted(character)));
        return printable.toString();
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
