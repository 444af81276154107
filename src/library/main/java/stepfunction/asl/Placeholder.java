package stepfunction.asl;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** <code>${Name}</code> in a definition, as a whole string, within one or in a key: it stands for a value. */
public record Placeholder(String name) {

    private static final String START = "${";
    private static final char END = '}';

    /** As the definition has it. */
    public String text() {
        return START + name + END;
    }

    /** Whether a text has it, as the whole or within. */
    public boolean isIn(String text) {
        return text.contains(text());
    }

    /** The placeholder that a whole text is; its name is of letters, digits and underscores. */
    public static Optional<Placeholder> parse(String text) {
        var found = in(text);
        return found.size() == 1 && found.get(0).text().equals(text) ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Those that a text has, as the whole or within, each once. */
    public static List<Placeholder> in(String text) {
        Set<Placeholder> found = new LinkedHashSet<>();
        replaceIn(text, placeholder -> {
            found.add(placeholder);
            return Optional.empty();
        });
        return List.copyOf(found);
    }

    /** The text with values in place of its placeholders. One without a value stays. */
    public static String replaceIn(String text, Function<Placeholder, Optional<String>> values) {
        var replaced = new StringBuilder();
        var rest = 0;
        for (var start = text.indexOf(START); start >= 0; start = text.indexOf(START, rest)) {
            var end = text.indexOf(END, start);
            var name = end < 0 ? "" : text.substring(start + START.length(), end);
            var next = isName(name) ? end + 1 : start + START.length();
            var value = isName(name) ? values.apply(new Placeholder(name)) : Optional.<String>empty();
            replaced.append(text, rest, start).append(value.orElse(text.substring(start, next)));
            rest = next;
        }
        return replaced.append(text, rest, text.length()).toString();
    }

    /** Whether a text can be the name of one: letters, digits and underscores after a letter. */
    public static boolean isName(String text) {
        for (int index = 0; index < text.length(); index++) {
            var each = text.charAt(index);
            if (!Character.isLetterOrDigit(each) && each != '_') {
                return false;
            }
        }
        return !text.isEmpty() && Character.isLetter(text.charAt(0));
    }
}
