package stepfunction.asl;

import java.util.Optional;

/** A string of a definition that is exactly <code>${Name}</code> and stands for a text or a number. */
public record Placeholder(String name) {

    /** As the definition has it. */
    public String text() {
        return "${" + name + "}";
    }

    /** Whether a text has it, as the whole or within. */
    public boolean isIn(String text) {
        return text.contains(text());
    }

    /** The placeholder that a whole text is; its name is of letters, digits and underscores. */
    public static Optional<Placeholder> parse(String text) {
        if (!text.startsWith("${") || !text.endsWith("}")) {
            return Optional.empty();
        }
        var name = text.substring(2, text.length() - 1);
        return isName(name) ? Optional.of(new Placeholder(name)) : Optional.empty();
    }

    private static boolean isName(String text) {
        for (int index = 0; index < text.length(); index++) {
            var each = text.charAt(index);
            if (!Character.isLetterOrDigit(each) && each != '_') {
                return false;
            }
        }
        return !text.isEmpty() && Character.isLetter(text.charAt(0));
    }
}
