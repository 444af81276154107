package stepfunction.requirements;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the options of a line: https://pip.pypa.io/en/stable/reference/requirements-file-format/#supported-options. */
final class OptionParser {

    private static final Map<String, String> LONG_NAMES = Map.of(
            "-r", "--requirement",
            "-c", "--constraint",
            "-e", "--editable",
            "-i", "--index-url",
            "-f", "--find-links",
            "-C", "--config-settings",
            "--pypi-url", "--index-url");

    private static final Set<String> WITH_VALUE = Set.of(
            "--requirement",
            "--constraint",
            "--editable",
            "--index-url",
            "--extra-index-url",
            "--find-links",
            "--no-binary",
            "--only-binary",
            "--trusted-host",
            "--use-feature",
            "--hash",
            "--global-option",
            "--config-settings");

    private static final Set<String> FLAGS = Set.of("--no-index", "--pre", "--prefer-binary", "--require-hashes");

    /** An option; the value of a flag is empty. */
    record Option(String name, String value) {}

    private OptionParser() {}

    /** @throws InvalidRequirementException for an option that pip does not have */
    static List<Option> parse(String text) {
        var words = words(text);
        var options = new ArrayList<Option>();
        for (var index = 0; index < words.size(); index++) {
            var word = words.get(index);
            var attached = attachedValue(word);
            var name = longName(attached.isPresent() ? word.substring(0, word.length() - lengthOfValue(word)) : word);
            if (FLAGS.contains(name) && attached.isEmpty()) {
                options.add(new Option(name, ""));
            } else if (WITH_VALUE.contains(name) && attached.isPresent()) {
                options.add(new Option(name, attached.get()));
            } else if (WITH_VALUE.contains(name) && index + 1 < words.size()) {
                index++;
                options.add(new Option(name, words.get(index)));
            } else if (WITH_VALUE.contains(name)) {
                throw new InvalidRequirementException("%s must have a value, has none".formatted(name));
            } else {
                throw new InvalidRequirementException("%s is not an option that pip accepts in a file".formatted(word));
            }
        }
        return options;
    }

    private static String longName(String name) {
        return LONG_NAMES.getOrDefault(name, name);
    }

    /** Of {@code --requirement=base.txt} and {@code -rbase.txt}. */
    private static Optional<String> attachedValue(String word) {
        var length = lengthOfValue(word);
        return length < 0
                ? Optional.empty()
                : Optional.of(word.substring(word.length() - length).replaceFirst("^=", ""));
    }

    /** With the equals sign of a long option; negative where there is none. */
    private static int lengthOfValue(String word) {
        if (word.startsWith("--")) {
            return word.contains("=") ? word.length() - word.indexOf('=') : -1;
        }
        return word.length() > 2 ? word.length() - 2 : -1;
    }

    /** As a shell splits them. */
    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var isInWord = false;
        var quote = '\0';
        for (var index = 0; index < text.length(); index++) {
            var character = text.charAt(index);
            if (quote != '\0' && character == quote) {
                quote = '\0';
            } else if (quote != '\0') {
                word.append(character);
            } else if (character == '"' || character == '\'') {
                quote = character;
                isInWord = true;
            } else if (!Character.isWhitespace(character)) {
                word.append(character);
                isInWord = true;
            } else if (isInWord) {
                words.add(word.toString());
                word.setLength(0);
                isInWord = false;
            }
        }
        if (quote != '\0') {
            throw new InvalidRequirementException("has a quotation mark that is not closed");
        }
        if (isInWord) {
            words.add(word.toString());
        }
        return words;
    }
}
