package stepfunction.requirements;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a marker, in which {@code and} binds closer than {@code or}. */
final class MarkerParser {

    private static final int MAX_DEPTH = 50;

    private static final Set<String> VARIABLES = Set.of(
            "implementation_name",
            "implementation_version",
            "os_name",
            "platform_machine",
            "platform_python_implementation",
            "platform_release",
            "platform_system",
            "platform_version",
            "python_full_version",
            "python_version",
            "sys_platform",
            "extra");

    /** Names that old tools write. */
    private static final Map<String, String> FORMER_NAMES = Map.of(
            "os.name", "os_name",
            "sys.platform", "sys_platform",
            "platform.version", "platform_version",
            "platform.machine", "platform_machine",
            "platform.python_implementation", "platform_python_implementation",
            "python_implementation", "platform_python_implementation");

    private static final Pattern SPACE = Pattern.compile("[ \\t]*");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z_.]*");
    private static final Pattern TEXT = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
    private static final Pattern OPERATOR = Pattern.compile("===|==|~=|!=|<=|>=|<|>|in\\b|not[ \\t]+in\\b");

    private final String text;
    private int position;
    private int depth;

    private MarkerParser(String text) {
        this.text = text;
    }

    /** One side of a comparison. */
    private record Operand(String value, boolean isVariable) {}

    static Marker parse(String text) {
        var parser = new MarkerParser(text);
        var marker = parser.any();
        if (parser.position < text.length()) {
            throw parser.unexpected("and, or, or the end");
        }
        return marker;
    }

    private Marker any() {
        var markers = new ArrayList<Marker>();
        do {
            markers.add(all());
        } while (skipWord("or"));
        return markers.size() == 1 ? markers.get(0) : new Marker.Any(markers);
    }

    private Marker all() {
        var markers = new ArrayList<Marker>();
        do {
            markers.add(inParenthesesOrComparison());
        } while (skipWord("and"));
        return markers.size() == 1 ? markers.get(0) : new Marker.All(markers);
    }

    private Marker inParenthesesOrComparison() {
        if (!skip("(")) {
            return comparison();
        }
        depth++;
        if (depth > MAX_DEPTH) {
            throw new InvalidRequirementException("its marker is nested more than %d deep".formatted(MAX_DEPTH));
        }
        var marker = any();
        depth--;
        if (!skip(")")) {
            throw unexpected(")");
        }
        return marker;
    }

    private Marker comparison() {
        var left = operand();
        var operator = next(OPERATOR)
                .orElseThrow(() -> unexpected("an operator such as == or in"))
                .replaceAll("\\s+", " ");
        var right = operand();
        if (left.isVariable() == right.isVariable()) {
            throw new InvalidRequirementException(
                    "its marker must compare a variable such as python_version with a quoted text, compares %s with %s"
                            .formatted(left.value(), right.value()));
        }
        return left.isVariable()
                ? new Marker.Comparison(left.value(), operator, right.value(), false)
                : new Marker.Comparison(right.value(), operator, left.value(), true);
    }

    private Operand operand() {
        var quoted = next(TEXT);
        if (quoted.isPresent()) {
            return new Operand(quoted.get().substring(1, quoted.get().length() - 1), false);
        }
        var start = position;
        var word = next(WORD).orElseThrow(() -> unexpected("a variable such as python_version, or a quoted text"));
        var variable = FORMER_NAMES.getOrDefault(word, word);
        if (!VARIABLES.contains(variable)) {
            position = start;
            throw unexpected("a variable such as python_version, or a quoted text");
        }
        return new Operand(variable, true);
    }

    private boolean skip(String token) {
        next(SPACE);
        var isThere = text.startsWith(token, position);
        position += isThere ? token.length() : 0;
        next(SPACE);
        return isThere;
    }

    private boolean skipWord(String word) {
        var start = position;
        if (next(WORD).filter(word::equals).isPresent()) {
            return true;
        }
        position = start;
        return false;
    }

    /** The next token, with the spaces around it. */
    private Optional<String> next(Pattern pattern) {
        var spaces = SPACE.matcher(text).region(position, text.length());
        var start = spaces.lookingAt() ? spaces.end() : position;
        var match = pattern.matcher(text).region(start, text.length());
        if (!match.lookingAt()) {
            return Optional.empty();
        }
        var after = SPACE.matcher(text).region(match.end(), text.length());
        position = after.lookingAt() ? after.end() : match.end();
        return Optional.of(match.group());
    }

    private InvalidRequirementException unexpected(String expected) {
        var rest = text.substring(position);
        return new InvalidRequirementException(
                "its marker must have %s %s".formatted(expected, rest.isEmpty() ? "at its end" : "before " + rest));
    }

    /** The variables that a marker may have. */
    static List<String> variables() {
        return VARIABLES.stream().sorted().toList();
    }
}
