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
        var isName = !name.isEmpty()
                && Character.isLetter(name.charAt(0))
                && name.chars().allMatch(each -> Character.isLetterOrDigit(each) || each == '_');
        return isName ? Optional.of(new Placeholder(name)) : Optional.empty();
    }
}
