package stepfunction.asl;

import java.util.Optional;

/** A string of a definition that is exactly <code>${Name}</code> and stands for a text or a number. */
public record Placeholder(String name) {

    /** As the definition has it. */
    public String text() {
        return "${" + name + "}";
    }

    /** The name, of letters, digits and underscores, where the whole text is a placeholder. */
    static Optional<String> name(String text) {
        if (!text.startsWith("${") || !text.endsWith("}")) {
            return Optional.empty();
        }
        var name = text.substring(2, text.length() - 1);
        var isName = !name.isEmpty()
                && Character.isLetter(name.charAt(0))
                && name.chars().allMatch(each -> Character.isLetterOrDigit(each) || each == '_');
        return isName ? Optional.of(name) : Optional.empty();
    }

    /** The placeholder that a whole text is. */
    public static Optional<Placeholder> parse(String text) {
        return name(text).map(Placeholder::new);
    }
}
