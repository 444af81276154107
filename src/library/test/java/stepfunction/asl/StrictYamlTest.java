package stepfunction.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.gson.JsonElement;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

class StrictYamlTest {

    /** But for what clients of Lambda's answered, which has a character that YAML excludes. */
    private static Stream<Path> jsonResources() throws IOException {
        return Files.walk(Path.of("test/resources"))
                .filter(file -> file.toString().endsWith(".json"))
                .filter(file -> !file.endsWith("lambda/nodejs.json"));
    }

    private static String dumped(JsonElement json, FlowStyle style) {
        var settings = DumpSettings.builder()
                .setSchema(new CoreSchema())
                .setDefaultFlowStyle(style)
                .setWidth(60)
                .build();
        return new Dump(settings).dumpToString(JsonValues.fromGson(json));
    }

    @Nested
    class Reading {

        /** A line break of the YAML is written as a bar. */
        @ParameterizedTest
        @CsvSource(delimiter = '→', quoteCharacter = '¬', textBlock = """
                a: null|b: true|c: false                      → {"a":null,"b":true,"c":false}
                a:|b: ''|c: ""                                → {"a":null,"b":"","c":""}
                a: yes|b: no|c: on|d: Off|e: y                → {"a":"yes","b":"no","c":"on","d":"Off","e":"y"}
                on: 1|y: 2                                    → {"on":1,"y":2}
                a: 1|b: -0|c: 1.0|d: 1.50|e: 1E+5             → {"a":1,"b":-0,"c":1.0,"d":1.50,"e":1E+5}
                a: 123456789012345678901234567890             → {"a":123456789012345678901234567890}
                a: 1e999999999                                → {"a":1e999999999}
                a: '012345678901'|b: "true"|c: '~'            → {"a":"012345678901","b":"true","c":"~"}
                a: 2026-11-30|b: 12:30|c: 1_000|d: 0b1        → {"a":"2026-11-30","b":"12:30","c":"1_000","d":"0b1"}
                '200': 1|"true": 2|'<<': 3                    → {"200":1,"true":2,"<<":3}
                a.$: $.x|b: ${OrdersArn}|c: a=b#c # why       → {"a.$":"$.x","b":"${OrdersArn}","c":"a=b#c"}
                a: arn:aws:states:::sns:publish               → {"a":"arn:aws:states:::sns:publish"}
                a: States.Format('{} of {}', $.x, $.y)        → {"a":"States.Format('{} of {}', $.x, $.y)"}
                a: {b: [1, two], c: }                         → {"a":{"b":[1,"two"],"c":null}}
                a:|- 1|- b: 2|  c: 3                          → {"a":[1,{"b":2,"c":3}]}
                a: [1, 2,]                                    → {"a":[1,2]}
                a: ¦|  x|   y|                                → {"a":"x\\n y\\n"}
                a: ¦-|  x|   y|                               → {"a":"x\\n y"}
                a: >-|  x|  y||  z|                           → {"a":"x y\\nz"}
                a: ¦-|  {% $x & '# no comment' %}|            → {"a":"{% $x & '# no comment' %}"}
                a: x|  y                                      → {"a":"x y"}
                a: "\\u00e9\\ud83d\\ude00\\x41\\0"            → {"a":"\\u00e9\\ud83d\\ude00A\\u0000"}
                a: &x {b: 1}|c: *x|d: [*x, *x]                → {"a":{"b":1},"c":{"b":1},"d":[{"b":1},{"b":1}]}
                a: &x 1|b: *x|c: &x 2|d: *x                   → {"a":1,"b":1,"c":2,"d":2}
                &x a: 1|b: *x                                 → {"a":1,"b":"a"}
                %YAML 1.1|---|a: yes|...                      → {"a":"yes"}
                {"a": {"b": [1, null]}}                       → {"a":{"b":[1,null]}}
                - 1                                           → [1]
                """)
        void yaml_means_this_json(String yaml, String json) {
            var read = StrictYaml.parse(yaml.replace('|', '\n').replace('¦', '|'));

            assertThat(read).isEqualTo(StrictJson.parse(json));
            assertThat(read).hasToString(StrictJson.parse(json).toString());
        }

        @ParameterizedTest
        @MethodSource("stepfunction.asl.StrictYamlTest#jsonResources")
        void json_in_a_file_is_the_same_in_yaml(Path file) throws IOException {
            var json = StrictJson.parse(Files.readString(file));

            assertThat(StrictYaml.parse(dumped(json, FlowStyle.BLOCK))).isEqualTo(json);
            assertThat(StrictYaml.parse(dumped(json, FlowStyle.FLOW))).isEqualTo(json);
            assertThat(StrictYaml.parse(json.toString())).hasToString(json.toString());
        }

        @ParameterizedTest
        @CsvSource({"orders.asl.json, json", "orders.asl.yaml, yaml", "orders.asl.yml, yaml", "yaml, json"})
        void the_end_of_the_file_name_chooses_the_language(String file, String language) {
            var yaml = catchThrowable(() -> Definition.parse(file, "StartAt: First"));

            assertThat(yaml == null ? "yaml" : "json").isEqualTo(language);
            assertThatCode(() -> Definition.parse(file, "{\"StartAt\": \"First\"}"))
                    .doesNotThrowAnyException();
        }

        /** The parser's own buffer would split such a character at the end of a block. */
        @Test
        void characters_beyond_the_first_plane_stand_anywhere() {
            for (var length = 1000; length < 1100; length++) {
                var text = "x".repeat(length) + "😀".repeat(1100);

                assertThat(StrictYaml.parse("a: " + text)
                                .getAsJsonObject()
                                .get("a")
                                .getAsString())
                        .isEqualTo(text);
            }
        }

        /** A state is known by its object. */
        @Test
        void aliases_of_a_state_are_states_of_their_own() {
            var definition = Definition.parse("orders.asl.yaml", """
                    StartAt: A
                    States:
                      A: &wait {Type: Wait, Seconds: 1, End: true}
                      B: *wait
                    """);

            assertThat(definition.states()).extracting(State::name).containsExactly("A", "B");
            assertThat(definition.states().get(0).json())
                    .isEqualTo(definition.states().get(1).json())
                    .isNotSameAs(definition.states().get(1).json());
        }

        @Test
        void json_needs_no_class_of_the_yaml_parser() throws Exception {
            var withoutYaml = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> !entry.contains("snakeyaml-engine"))
                    .map(StrictYamlTest::url)
                    .toArray(URL[]::new);

            try (var loader = new URLClassLoader(withoutYaml, null)) {
                var parse = loader.loadClass(Definition.class.getName()).getMethod("parse", String.class, String.class);

                assertThat(parse.invoke(null, "orders.asl.json", "{}")).hasToString("{}");
                assertThatThrownBy(() -> parse.invoke(null, "orders.asl.yaml", "{}"))
                        .hasRootCauseInstanceOf(ClassNotFoundException.class);
            }
        }
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    @Nested
    class Refusing {

        /** A line break of the YAML is written as a bar, a tab as an arrow. */
        @ParameterizedTest
        @CsvSource(delimiter = '→', quoteCharacter = '¬', textBlock = """
                a:|  b: 1|  b: 2       → must have the key "b" once, at line 3, column 3
                a: &x {b: 1, "b": 2}   → must have the key "b" once, at line 1, column 14
                a: 1|b: !Ref Orders    → must not have the tag !Ref; remove it, and put a text in quotes or name a value as ${Name}, at line 2, column 4
                a: !Sub {b: 1}         → must not have the tag !Sub; remove it, and put a text in quotes or name a value as ${Name}, at line 1, column 4
                a: !!str 1             → must not have the tag !!str; remove it, and put a text in quotes or name a value as ${Name}, at line 1, column 4
                a: ! [1]               → must not have the tag !; remove it, and put a text in quotes or name a value as ${Name}, at line 1, column 4
                !!str a: 1             → must not have the tag !!str; remove it, and put a text in quotes or name a value as ${Name}, at line 1, column 1
                a: *x                  → must have the anchor &x before the alias, at line 1, column 4
                a: &x [*x]             → must have the anchor &x before the alias, at line 1, column 8
                a: 1|---|b: 2          → must have one document, not another after ---, at line 2, column 1
                a:|  <<: 1             → must not have the merge key <<, which YAML 1.2 does not know; repeat the entries, at line 2, column 3
                200: 1                 → must have a text as each key, was 200; put it in quotes, at line 1, column 1
                true: 1                → must have a text as each key, was true; put it in quotes, at line 1, column 1
                ? [a]|: 1              → must have a text as each key, not a list, an object or an alias, at line 1, column 3
                a: &x b|*x : 1         → must have a text as each key, not a list, an object or an alias, at line 2, column 1
                a: True                → must have True as JSON writes it, or in quotes if it is a text, at line 1, column 4
                a: [~]                 → must have ~ as JSON writes it, or in quotes if it is a text, at line 1, column 5
                a: 012345678901        → must have 012345678901 as JSON writes it, or in quotes if it is a text, at line 1, column 4
                a: 0x1F                → must have 0x1F as JSON writes it, or in quotes if it is a text, at line 1, column 4
                a: 0o17                → must have 0o17 as JSON writes it, or in quotes if it is a text, at line 1, column 4
                a: +1                  → must have +1 as JSON writes it, or in quotes if it is a text, at line 1, column 4
                a: .5                  → must have .5 as JSON writes it, or in quotes if it is a text, at line 1, column 4
                a: 5.                  → must have 5. as JSON writes it, or in quotes if it is a text, at line 1, column 4
                a: -.inf               → must have -.inf as JSON writes it, or in quotes if it is a text, at line 1, column 4
                a: .NaN                → must have .NaN as JSON writes it, or in quotes if it is a text, at line 1, column 4
                a: "\\ud800"           → must not have half of a surrogate pair, has \\ud800, at line 1, column 4
                a: '\u0007'            → must not have the character U+0007, which YAML excludes, at line 1, column 5
                é: 1|😀: \u007F        → must not have the character U+007F, which YAML excludes, at line 2, column 4
                a:|»b: 1               → must be indented with spaces, not with a tab, at line 2, column 1
                a:|  b: 1| c: 2        → must have the entries of an object or a list in one column, at line 3, column 2
                - a|b: 1               → must have the entries of an object or a list in one column, at line 2, column 1
                a: "b" c               → must have quotes around the whole text, at line 1, column 8
                a: b: c                → must have quotes around a text with a colon, and the keys of an object in one column, at line 1, column 5
                a: 1|  b: 2            → must have quotes around a text with a colon, and the keys of an object in one column, at line 2, column 4
                a: {% $x %}            → must have quotes around a text with % here, or a block such as |-, at line 1, column 5
                a: @x                  → must have quotes around a text with @ here, or a block such as |-, at line 1, column 4
                a: *                   → must have quotes around a text that begins with * or &, at line 1, column 4
                a: - b                 → must have each - of a list in a line of its own, at line 1, column 4
                a: [1,|  2             → must have a closing ], at line 1, column 4
                a: 1|b: {c: 1          → must have a closing }, at line 2, column 4
                a: ["b" c]             → must have a comma or ], at line 1, column 9
                a: {b: c|d: 1}         → must have a comma or }, at line 2, column 2
                a: 1|b|c: 2            → must have a colon and a space after the key, at line 2, column 1
                a: 1|b:2|c: 2          → must have a colon and a space after the key, at line 2, column 1
                a: 1|b: "\\x          → must have a closing quote for the text, at line 2, column 4
                a: 1|?                 → must have a key between ? and :, at line 2, column 2
                a: 1|: 2               → must have a key before the colon, at line 2, column 1
                *a: b                  → must have a space between the alias *a and the colon, at line 1, column 1
                a: >9|  b              → must be indented by the number of spaces after ¦ or >; remove the number, or indent the text, at line 2, column 3
                a: "b|c: 1             → must have a closing quote for the text, at line 1, column 4
                a: }                   → must be valid YAML, but expected the node content, but found '}', at line 1, column 4
                """)
        void a_mistake_is_reported_with_its_place(String yaml, String message) {
            var text = yaml.replace('|', '\n').replace('»', '\t');

            assertThatThrownBy(() -> Definition.parse("orders.asl.yaml", text))
                    .isInstanceOf(InvalidJsonException.class)
                    .hasMessage(message.replace('¦', '|'));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '→', quoteCharacter = '¬', textBlock = """
                ¬¬          → must not be empty
                ¬# why\n¬   → must not be empty
                ---         → must be an object with StartAt and States
                First       → must be an object with StartAt and States
                - First     → must be an object with StartAt and States
                ¬\uFEFFa: 1¬ → must not begin with a byte order mark
                """)
        void a_text_that_is_no_object(String yaml, String message) {
            assertThatThrownBy(() -> Definition.parse("orders.asl.yaml", yaml))
                    .isInstanceOf(InvalidJsonException.class)
                    .hasMessage(message);
        }

        @ParameterizedTest
        @ValueSource(strings = {"[", "{a: ", "- ", "? "})
        void nesting_a_thousand_deep(String opening) {
            assertThatThrownBy(() -> StrictYaml.parse(opening.repeat(1000)))
                    .isInstanceOf(InvalidJsonException.class)
                    .hasMessageMatching(
                            "must (not be nested deeper than 250 levels|have a text as each key.+), at line 1, column \\d+");
        }

        @Test
        void nesting_by_aliases() {
            var yaml = new StringBuilder("a0: &x0 [1]\n");
            for (var index = 1; index < 300; index++) {
                yaml.append("a%d: &x%d [*x%d]\n".formatted(index, index, index - 1));
            }

            assertThatThrownBy(() -> StrictYaml.parse(yaml.toString()))
                    .isInstanceOf(InvalidJsonException.class)
                    .hasMessage("must not be nested deeper than 250 levels, at line 250, column 14");
        }

        @Test
        void aliases_that_grow_without_end() {
            var yaml = new StringBuilder("a0: &x0 [lol, lol]\n");
            for (var index = 1; index < 60; index++) {
                yaml.append("a%d: &x%d [*x%d, *x%d]\n".formatted(index, index, index - 1, index - 1));
            }

            assertThatThrownBy(() -> StrictYaml.parse(yaml.toString()))
                    .isInstanceOf(InvalidJsonException.class)
                    .hasMessageMatching(
                            "must not be larger than 1 MB, with each alias replaced by a copy, at line 1\\d, column \\d+");
        }

        @Test
        void more_than_a_megabyte() {
            var comment = "# %s\na: 1".formatted("x".repeat(1024 * 1024));
            var copies = "a: &x %s\nb: *x\n".formatted("é".repeat(300 * 1024));

            for (var yaml : List.of(comment, copies)) {
                assertThatThrownBy(() -> Definition.parse("orders.asl.yaml", yaml))
                        .hasMessage("must not be larger than 1 MB, the quota of Step Functions");
            }
        }
    }

    @Nested
    class AnyText {

        private static final List<String> PIECES = List.of(
                "a",
                "b",
                "StartAt",
                "1",
                "-1.5e3",
                "true",
                "null",
                "~",
                ".inf",
                "${A}",
                "é",
                "😀",
                "\ud800",
                "\udc00",
                "\u0085",
                "\u2028",
                ": ",
                ":",
                "- ",
                "-",
                "? ",
                "?",
                ", ",
                "{",
                "}",
                "[",
                "]",
                "\n",
                "\n",
                "\n  ",
                "\n    ",
                "\r",
                "\r\n",
                "\t",
                " ",
                "|",
                "|-\n  ",
                ">",
                ">2\n",
                "&x ",
                "*x ",
                "&",
                "*",
                "!",
                "!!str ",
                "!e!x ",
                "!<x> ",
                "<<: ",
                "\"",
                "'",
                "\\",
                "\\x",
                "\\u00e9",
                "\\ud800",
                "#",
                " # ",
                "%",
                "%YAML 1.2\n",
                "%TAG ! x\n",
                "---",
                "\n---\n",
                "\n...\n",
                "@",
                "`",
                "\uFEFF",
                "\0",
                "a: 1\n",
                "b:\n  - c\n");

        private static String random(Random random) {
            var text = new StringBuilder();
            for (var length = random.nextInt(30); length >= 0; length--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            return text.toString();
        }

        private static String damaged(String text, Random random) {
            var damaged = new StringBuilder(text);
            for (var mistakes = random.nextInt(4); mistakes >= 0; mistakes--) {
                var index = random.nextInt(damaged.length());
                damaged.replace(
                        index,
                        Math.min(index + random.nextInt(6), damaged.length()),
                        PIECES.get(random.nextInt(PIECES.size())));
            }
            return damaged.toString();
        }

        private static boolean isRead(String text) {
            var failure = catchThrowable(() -> StrictYaml.parse(text));

            if (failure != null) {
                assertThat(failure).as(text).isInstanceOf(InvalidJsonException.class);
                assertThat(failure.getMessage()).as(text).startsWith("must ").doesNotContain("\n");
            }
            return failure == null;
        }

        @Test
        void is_read_or_refused() throws IOException {
            var random = new Random(27);
            var definition = dumped(
                    StrictJson.parse(
                            Files.readString(Path.of("test/resources/stepfunction/validation/jsonata.asl.json"))),
                    FlowStyle.BLOCK);

            var read = Stream.concat(
                            Stream.generate(() -> random(random)).limit(10_000),
                            Stream.generate(() -> damaged(definition, random)).limit(3_000))
                    .filter(AnyText::isRead)
                    .count();

            assertThat(read).isBetween(500L, 12_500L);
        }

        @Test
        void takes_no_longer_than_its_length() {
            for (var piece : PIECES) {
                var text = piece.repeat(1_000_000 / piece.length());

                assertTimeoutPreemptively(Duration.ofSeconds(10), () -> isRead(text), () -> "repeated: " + piece);
            }
        }
    }
}
