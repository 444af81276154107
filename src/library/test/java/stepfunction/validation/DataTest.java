package stepfunction.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import stepfunction.asl.Code;
import stepfunction.asl.Definition;
import stepfunction.asl.Finding;
import stepfunction.asl.MachineType;

/** Paths that find nothing on any way to their state. */
final class DataTest {

    /** @param states with single quotes in place of double ones, the first one A */
    private static List<String> warnings(String language, String states) {
        var definition = "{'StartAt': 'A', 'TimeoutSeconds': 9, 'QueryLanguage': '%s', 'States': {%s}}"
                .formatted(language, states)
                .replace('\'', '"')
                .replace('`', '\'');
        var findings = DefinitionCheck.check(Definition.parse(definition), MachineType.STANDARD);
        assertThat(findings).filteredOn(Finding::isError).isEmpty();
        return findings.stream()
                .filter(finding -> finding.code().equals(Optional.of(Code.NO_DATA)))
                .map(Finding::message)
                .toList();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "data-jsonpath.csv", delimiter = '|', quoteCharacter = '^', numLinesToSkip = 1)
    void missing_in_jsonpath(String states, String message) {
        assertThat(warnings("JSONPath", states)).containsExactly(message);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "data-jsonata.csv", delimiter = '|', quoteCharacter = '^', numLinesToSkip = 1)
    void missing_in_jsonata(String states, String message) {
        assertThat(warnings("JSONata", states)).containsExactly(message);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "data-known.csv", delimiter = '|', quoteCharacter = '^', numLinesToSkip = 1)
    void data_that_may_be_there_has_no_warning(String language, String states) {
        assertThat(warnings(language, states)).isEmpty();
    }
}
