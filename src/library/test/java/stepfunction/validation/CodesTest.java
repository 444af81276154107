package stepfunction.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import stepfunction.asl.Code;
import stepfunction.asl.Definition;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.MachineType;

/** Each code, with a definition that has one finding with it, and the manual's table of the codes. */
final class CodesTest {

    private static final Path SOURCES = Path.of("main/java/stepfunction/validation");
    private static final Path MANUAL = Path.of("README.md");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (error|warning) \\| \\S.* \\|$");

    /** Given while a definition is read. */
    private static final Set<String> OF_READING =
            Set.of("INVALID_JSON_DESCRIPTION", "MISSING_DESCRIPTION", "TOO_DEEPLY_NESTED");

    /** @param machine with single quotes in place of double ones, and ` in place of single ones */
    @ParameterizedTest
    @CsvFileSource(resources = "codes.csv", delimiter = '|', quoteCharacter = '^', numLinesToSkip = 1)
    void each_code_is_given(String code, String machine, String message) {
        var definition = Definition.parse(machine.replace('\'', '"').replace('`', '\''));

        var findings = DefinitionCheck.check(definition, MachineType.STANDARD);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.code()).contains(Code.valueOf(code));
            assertThat(finding.message()).isEqualTo(message);
            assertThat(finding.isError()).isNotEqualTo(Code.valueOf(code).isWarning());
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INVALID_JSON_DESCRIPTION | {\"StartAt\" \"A\"} | must have a colon after the key, was \", at line 1, column 12",
                "MISSING_DESCRIPTION | '' | must have a value, but ends, at line 1, column 1",
            })
    void invalid_json_is_rejected_while_it_is_read(String code, String text, String message) {
        assertThat(OF_READING).contains(code);
        assertThatThrownBy(() -> Definition.parse(text))
                .isInstanceOf(InvalidJsonException.class)
                .hasMessage(message);
    }

    @Test
    void too_deeply_nested_json_is_rejected_while_it_is_read() {
        assertThatThrownBy(() -> Definition.parse("[".repeat(300)))
                .isInstanceOf(InvalidJsonException.class)
                .hasMessage("must not be nested deeper than 250 levels, at line 1, column 252");
    }

    @Test
    void each_code_of_the_check_has_a_case() throws IOException {
        assertThat(codesOfCases()).isEqualTo(codesIn(SOURCES));
    }

    private static Set<String> codesOfCases() throws IOException {
        var cases = Objects.requireNonNull(CodesTest.class.getResourceAsStream("codes.csv"));
        try (var reader = new BufferedReader(new InputStreamReader(cases, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .skip(1)
                    .map(line -> line.split(" ")[0])
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> codesIn(Path folder) throws IOException {
        var words = new TreeSet<String>();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Pattern.compile("\\b[A-Z_]{5,}\\b")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(word -> words.add(word.group()));
            }
        }
        words.retainAll(Stream.of(Code.values()).map(Code::name).toList());
        return words;
    }

    @Test
    void manual_lists_every_code_with_its_severity() throws IOException {
        var rows = ROW.matcher(Files.readString(MANUAL))
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Stream.of(Code.values())
                        .map(code -> code + (code.isWarning() ? " warning" : " error"))
                        .toList());
    }
}
