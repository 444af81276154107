package stepfunction.asl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A parser of JSON as RFC 8259 has it: no comment, no duplicate key, nothing before or after the value, and no half of a surrogate pair,
 * which no encoding has. Unlike Gson's, it knows the line and the column of each mistake.
 */
public final class StrictJson {

    /** Deeper than any definition that a person can read; far from where Java's stack would end. */
    static final int MAX_DEPTH = 250;

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
    private static final Pattern FOUR_DIGITS = Pattern.compile("[0-9a-fA-F]{4}");

    private final String text;
    private int index;

    private StrictJson(String text) {
        this.text = text;
    }

    /**
     * Parses one value of any type.
     *
     * @throws InvalidJsonException with one sentence
     */
    public static JsonElement parse(String text) {
        if (text.startsWith("\uFEFF")) {
            throw new InvalidJsonException("must not begin with a byte order mark");
        }
        var json = new StrictJson(text);
        var value = json.value(0);
        json.skipSpace();
        if (!json.isAtEnd()) {
            throw json.invalid("must end after its first value");
        }
        return value;
    }

    /** Whether JSON writes a number so. */
    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** A number that keeps its text, such as {@code 1.0} or one that no Java type holds. */
    static JsonPrimitive number(String text) {
        return JsonParser.parseString(text).getAsJsonPrimitive();
    }

    /** The half of a surrogate pair that a text has, if any, as JSON escapes it. */
    static Optional<String> halfPair(String text) {
        for (var index = 0; index < text.length(); index = text.offsetByCodePoints(index, 1)) {
            var character = text.codePointAt(index);
            if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
                return Optional.of("\\u%04x".formatted(character));
            }
        }
        return Optional.empty();
    }

    private JsonElement value(int depth) {
        skipSpace();
        if (depth > MAX_DEPTH) {
            throw invalid("must not be nested deeper than %d levels".formatted(MAX_DEPTH));
        }
        if (isAtEnd()) {
            throw invalid("must have a value, but ends");
        }
        return switch (text.charAt(index)) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new JsonPrimitive(string());
            default -> literal();
        };
    }

    private JsonObject object(int depth) {
        var start = index++;
        var object = new JsonObject();
        if (ends('}', start)) {
            return object;
        }
        do {
            requireNoComma('}');
            var keyStart = index;
            var key = key();
            if (object.has(key)) {
                throw invalid("must have the key %s once".formatted(new JsonPrimitive(key)), keyStart);
            }
            requireColon();
            object.add(key, value(depth + 1));
        } while (goesOn('}', start));
        return object;
    }

    private JsonArray array(int depth) {
        var start = index++;
        var array = new JsonArray();
        if (ends(']', start)) {
            return array;
        }
        do {
            requireNoComma(']');
            array.add(value(depth + 1));
        } while (goesOn(']', start));
        return array;
    }

    /** Whether the object or array that began at an index ends here. */
    private boolean ends(char bracket, int start) {
        skipSpace();
        if (isAtEnd()) {
            throw invalid("must have a closing %s for the %s".formatted(bracket, text.charAt(start)), start);
        }
        return takes(bracket);
    }

    /** Whether another element follows, after a comma. */
    private boolean goesOn(char bracket, int start) {
        if (ends(bracket, start)) {
            return false;
        }
        if (!takes(',')) {
            throw invalid("must have a comma or %s, was %s".formatted(bracket, found()));
        }
        skipSpace();
        return true;
    }

    private void requireNoComma(char bracket) {
        if (!isAtEnd() && text.charAt(index) == bracket) {
            throw invalid("must not have a comma before %s".formatted(bracket), text.lastIndexOf(',', index));
        }
    }

    private String key() {
        if (isAtEnd() || text.charAt(index) != '"') {
            throw invalid("must have a key in double quotes, was %s".formatted(found()));
        }
        return string();
    }

    private void requireColon() {
        skipSpace();
        if (!takes(':')) {
            throw invalid("must have a colon after the key, was %s".formatted(found()));
        }
    }

    private String string() {
        var start = index++;
        var value = new StringBuilder();
        while (!takes('"')) {
            if (isAtEnd() || text.charAt(index) == '\n' || text.charAt(index) == '\r') {
                throw invalid("must have a closing quote for the text in the same line", start);
            }
            var character = text.charAt(index);
            if (character < ' ') {
                throw invalid("must have \\u%04x instead of the control character".formatted((int) character));
            }
            value.append(takes('\\') ? escaped() : text.charAt(index++));
        }
        return wellFormed(value.toString(), start);
    }

    private char escaped() {
        var start = index - 1;
        var character = isAtEnd() ? ' ' : text.charAt(index++);
        return switch (character) {
            case '"', '\\', '/' -> character;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode(start);
            default -> throw invalid("must have an escape that JSON knows, was \\%s".formatted(character), start);
        };
    }

    private char unicode(int start) {
        var digits = text.substring(index, Math.min(index + 4, text.length()));
        if (!FOUR_DIGITS.matcher(digits).matches()) {
            throw invalid("must have four hexadecimal digits after \\u", start);
        }
        index += digits.length();
        return (char) Integer.parseInt(digits, 16);
    }

    private String wellFormed(String value, int start) {
        var half = halfPair(value);
        if (half.isPresent()) {
            throw invalid("must not have half of a surrogate pair, has %s".formatted(half.get()), start);
        }
        return value;
    }

    private JsonElement literal() {
        if (takes("null")) {
            return JsonNull.INSTANCE;
        }
        if (takes("true")) {
            return new JsonPrimitive(true);
        }
        if (takes("false")) {
            return new JsonPrimitive(false);
        }
        var number = NUMBER.matcher(text).region(index, text.length());
        if (!number.lookingAt()) {
            throw invalid("must have a value as JSON writes it, was %s".formatted(found()));
        }
        index = number.end();
        return number(number.group());
    }

    private void skipSpace() {
        while (!isAtEnd() && " \t\n\r".indexOf(text.charAt(index)) >= 0) {
            index++;
        }
        if (!isAtEnd() && (text.charAt(index) == '#' || text.charAt(index) == '/')) {
            throw invalid("must not have comments, which JSON does not know");
        }
    }

    private boolean takes(char expected) {
        var isNext = !isAtEnd() && text.charAt(index) == expected;
        index += isNext ? 1 : 0;
        return isNext;
    }

    private boolean takes(String word) {
        var isNext = text.startsWith(word, index);
        index += isNext ? word.length() : 0;
        return isNext;
    }

    private boolean isAtEnd() {
        return index >= text.length();
    }

    /** The word or the character at the place of a mistake. */
    private String found() {
        if (isAtEnd()) {
            return "the end";
        }
        var end = index;
        while (end < text.length() && end < index + 40 && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return text.substring(index, end > index ? end : text.offsetByCodePoints(index, 1));
    }

    private InvalidJsonException invalid(String rule) {
        return invalid(rule, index);
    }

    private InvalidJsonException invalid(String rule, int place) {
        return InvalidJsonException.at(text, place, rule);
    }
}
