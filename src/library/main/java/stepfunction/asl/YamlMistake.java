package stepfunction.asl;

import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** A mistake in the syntax of YAML, with the fix in place of the parser's words. */
final class YamlMistake {

    private static final Pattern NO_TOKEN = Pattern.compile("found character '(.)");
    private static final Pattern INDENTED_BLOCK = Pattern.compile("[|>][-+]?[1-9][-+]?\\s*(#.*)?$");
    private static final Pattern NO_COMMA = Pattern.compile("expected ',' or '(.)'");

    private final String text;
    private final String context;
    private final String problem;
    private final Mark place;
    private final Mark start;

    YamlMistake(String text, MarkedYamlEngineException e) {
        this.text = text;
        this.context = e.getContext() == null ? "" : e.getContext();
        this.problem = e.getProblem();
        this.place = e.getProblemMark().orElseThrow();
        this.start = e.getContextMark().orElse(place);
    }

    InvalidJsonException exception() {
        var noComma = NO_COMMA.matcher(problem);
        if (noComma.find()) {
            return problem.contains("<stream end>")
                    ? at(start, "must have a closing %s".formatted(noComma.group(1)))
                    : at(place, "must have a comma or %s".formatted(noComma.group(1)));
        }
        if (context.contains("quoted scalar") && problem.contains("end of stream")) {
            return at(start, "must have a closing quote for the text");
        }
        if (problem.contains("TAB")) {
            return at(place, "must be indented with spaces, not with a tab");
        }
        var character = NO_TOKEN.matcher(problem);
        if (character.find()) {
            return at(
                    place,
                    "must have quotes around a text with %s here, or a block such as |-".formatted(character.group(1)));
        }
        if (context.contains("an alias") || context.contains("an anchor")) {
            return at(start, "must have quotes around a text that begins with * or &");
        }
        if (problem.contains("mapping values are not allowed")) {
            return at(place, "must have quotes around a text with a colon, and the keys of an object in one column");
        }
        if (problem.contains("could not find expected ':'")) {
            return at(start, "must have a colon and a space after the key");
        }
        if (problem.contains("sequence entries are not allowed")) {
            return at(place, "must have each - of a list in a line of its own");
        }
        if (problem.contains("expected <block end>")) {
            return at(place, ruleOfBlock());
        }
        return at(place, "must be valid YAML, but %s".formatted(problem.strip().replaceAll("\\s+", " ")));
    }

    private String ruleOfBlock() {
        if (problem.contains("found ':'")) {
            return "must have a key before the colon";
        }
        if (!isFirstInLine()) {
            return "must have quotes around the whole text";
        }
        var isInIndentedBlock = place.getLine() > 0
                && INDENTED_BLOCK.matcher(line(place.getLine() - 1)).find();
        return isInIndentedBlock
                ? "must be indented by the number of spaces after | or >; remove the number, or indent the text"
                : "must have the entries of an object or a list in one column";
    }

    private String line(int index) {
        return text.lines().skip(index).findFirst().orElse("");
    }

    private boolean isFirstInLine() {
        var line = line(place.getLine());
        return line.substring(0, line.offsetByCodePoints(0, place.getColumn())).isBlank();
    }

    private static InvalidJsonException at(Mark mark, String rule) {
        return new InvalidJsonException(rule, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
