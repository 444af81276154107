package stepfunction.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "[]",
                "{}",
                "[1,-0,1.0,1.50,1E+5,123456789012345678901234567890,1e999999999]",
                "{\"a\":[{\"b\":\"c d\"},null,false],\"\":{}}",
                "\"é😀\"",
            })
    void json_keeps_its_text(String json) {
        assertThat(StrictJson.parse(json)).hasToString(json);
    }

    @Test
    void escapes_are_characters() {
        var text = StrictJson.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"");

        assertThat(text.getAsString()).isEqualTo("\"\\/\b\f\n\r\té😀");
    }

    /** A line break is written as a bar, a tab as an arrow. */
    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '¬', textBlock = """
            ¬¬                         → must have a value, but ends, at line 1, column 1
            First                      → must have a value as JSON writes it, was First, at line 1, column 1
            {"a":|  {"b": 1            → must have a closing } for the {, at line 2, column 3
            {"a": [1, 2                → must have a closing ] for the [, at line 1, column 7
            {"a": 1,                   → must have a key in double quotes, was the end, at line 1, column 9
            {"a": 1|  "b": 2}          → must have a comma or }, was ", at line 2, column 3
            [1 2]                      → must have a comma or ], was 2, at line 1, column 4
            {"a" 1}                    → must have a colon after the key, was 1, at line 1, column 6
            {"a": 1,|}                 → must not have a comma before }, at line 1, column 8
            [1, ]                      → must not have a comma before ], at line 1, column 3
            [1,, 2]                    → must have a value as JSON writes it, was ,, at line 1, column 4
            {"a": 1 /* why */}         → must not have comments, which JSON does not know, at line 1, column 9
            {"a": 1, // why|"b": 2}    → must not have comments, which JSON does not know, at line 1, column 10
            # why|{}                   → must not have comments, which JSON does not know, at line 1, column 1
            {a: 1}                     → must have a key in double quotes, was a, at line 1, column 2
            {'a': 1}                   → must have a key in double quotes, was ', at line 1, column 2
            {"a": 'b'}                 → must have a value as JSON writes it, was ', at line 1, column 7
            {"a": True}                → must have a value as JSON writes it, was True, at line 1, column 7
            {"a": NaN}                 → must have a value as JSON writes it, was NaN, at line 1, column 7
            {"a": +1}                  → must have a value as JSON writes it, was +, at line 1, column 7
            {"a": 01}                  → must have a comma or }, was 1, at line 1, column 8
            {"a": truely}              → must have a comma or }, was ly, at line 1, column 11
            {"a": {"b": 1,| "b": 2}}   → must have the key "b" once, at line 2, column 2
            {"a\\n": 1, "a\\n": 2}     → must have the key "a\\n" once, at line 1, column 12
            {"a": "b                   → must have a closing quote for the text in the same line, at line 1, column 7
            {"a": "b|c"}               → must have a closing quote for the text in the same line, at line 1, column 7
            {"a": "b»c"}               → must have \\u0009 instead of the control character, at line 1, column 9
            {"a": "\\d"}               → must have an escape that JSON knows, was \\d, at line 1, column 8
            {"a": "\\u12x4"}           → must have four hexadecimal digits after \\u, at line 1, column 8
            {"a": "\\ud800x"}          → must not have half of a surrogate pair, has \\ud800, at line 1, column 7
            {"\\udc00\\ud800": 1}      → must not have half of a surrogate pair, has \\udc00, at line 1, column 2
            {"😀": é}                  → must have a value as JSON writes it, was é, at line 1, column 7
            {} {}                      → must end after its first value, at line 1, column 4
            ¬\uFEFF{}¬                 → must not begin with a byte order mark
            """)
    void a_mistake_is_reported_with_its_place(String json, String message) {
        var text = json.replace('|', '\n').replace('»', '\t');

        assertThatThrownBy(() -> StrictJson.parse(text))
                .isInstanceOf(InvalidJsonException.class)
                .hasMessage(message);
    }

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"a\"",
            "\"b\"",
            "\"a\":",
            "\"b\":1,",
            "1",
            "-",
            "0",
            ".5",
            "e9",
            "true",
            "null",
            "nul",
            " ",
            "\n",
            "\t",
            "\"",
            "\\",
            "\\n",
            "\\u00e9",
            "\\x",
            "é",
            "😀",
            "//",
            "#",
            "\u0001",
            "'",
            "\u00a0");

    private static String random(Random random) {
        var text = new StringBuilder();
        for (var length = random.nextInt(9); length >= 0; length--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static Optional<JsonElement> read(String text) {
        try {
            return Optional.of(StrictJson.parse(text));
        } catch (InvalidJsonException e) {
            return Optional.empty();
        }
    }

    /** Gson refuses a duplicate key too, when it makes the tree. */
    private static Optional<JsonElement> readByGson(String text) {
        var reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            reader.peek();
            var element = JsonParser.parseReader(reader);
            return reader.peek() == JsonToken.END_DOCUMENT ? Optional.of(element) : Optional.empty();
        } catch (IOException | JsonParseException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    @Test
    void any_text_is_read_as_gson_reads_it() {
        var random = new Random(27);
        var valid = 0;

        for (var round = 0; round < 200_000; round++) {
            var text = random(random);
            assertThat(read(text)).as(text).isEqualTo(readByGson(text));
            valid += read(text).isPresent() ? 1 : 0;
        }

        assertThat(valid).isBetween(2_000, 100_000);
    }
}
