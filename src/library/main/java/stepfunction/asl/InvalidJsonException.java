package stepfunction.asl;

/** Why a text is not the JSON or YAML that it must be: the rule that it breaks, with the line and the column where they are known. */
public final class InvalidJsonException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidJsonException(String message) {
        super(message);
    }

    /**
     * With a place.
     *
     * @param line from 1
     * @param column from 1, in code points
     */
    InvalidJsonException(String rule, int line, int column) {
        super("%s, at line %d, column %d".formatted(rule, line, column));
    }

    /** With a place in a text. */
    static InvalidJsonException at(String text, int index, String rule) {
        var before = text.substring(0, index);
        var line = 1 + (int) before.chars().filter(each -> each == '\n').count();
        var column = 1 + before.codePointCount(before.lastIndexOf('\n') + 1, before.length());
        return new InvalidJsonException(rule, line, column);
    }
}
