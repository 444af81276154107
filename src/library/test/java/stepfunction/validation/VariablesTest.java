package stepfunction.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.asl.Code;
import stepfunction.asl.Definition;
import stepfunction.asl.Finding;
import stepfunction.asl.MachineType;

/** Variables that are read and not assigned, assigned and not read, or hidden. */
final class VariablesTest {

    /** @param states with single quotes in place of double ones, the first one A */
    private static List<Finding> check(String language, String states) {
        var definition = "{'StartAt': 'A', 'TimeoutSeconds': 9, 'QueryLanguage': '%s', 'States': {%s}}"
                .formatted(language, states)
                .replace('\'', '"')
                .replace('`', '\'');
        return DefinitionCheck.check(Definition.parse(definition), MachineType.STANDARD);
    }

    private static List<String> lines(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.severity().name().toLowerCase(Locale.ROOT) + ": " + finding.line())
                .toList();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "variables-jsonata.csv", delimiter = '|', quoteCharacter = '^', numLinesToSkip = 1)
    void in_jsonata(String states, String line) {
        assertThat(lines(check("JSONata", states))).containsExactly(line);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "variables-jsonpath.csv", delimiter = '|', quoteCharacter = '^', numLinesToSkip = 1)
    void in_jsonpath(String states, String line) {
        assertThat(lines(check("JSONPath", states))).containsExactly(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Assigned by the state, by the rule, and by the catcher that leads there.
                "'A': {'Type': 'Pass', 'Assign': {'x': 1}, 'Next': 'B'}, 'B': {'Type': 'Succeed', 'Output': '{% $x %}'}",
                "'A': {'Type': 'Choice', 'Assign': {'x': 1}, 'Choices': [{'Condition': true, 'Assign': {'x': 2}, 'Next': 'B'}],"
                        + " 'Default': 'B'}, 'B': {'Type': 'Succeed', 'Output': '{% $x %}'}",
                "'A': {'Type': 'Parallel', 'Branches': [{'StartAt': 'C', 'States': {'C': {'Type': 'Succeed'}}}], 'Assign': {'x': 1},"
                        + " 'Catch': [{'ErrorEquals': ['States.ALL'], 'Assign': {'x': 2}, 'Next': 'B'}], 'Next': 'B'},"
                        + " 'B': {'Type': 'Succeed', 'Output': '{% $x %}'}",
                // A loop that counts, and branches that see what is outside of them.
                "'A': {'Type': 'Pass', 'Assign': {'n': 0}, 'Next': 'B'},"
                        + " 'B': {'Type': 'Pass', 'Assign': {'n': '{% $n + 1 %}'}, 'Next': 'C'},"
                        + " 'C': {'Type': 'Choice', 'Choices': [{'Condition': '{% $n < 3 %}', 'Next': 'B'}], 'Default': 'D'}, 'D': {'Type': 'Succeed'}",
                "'A': {'Type': 'Pass', 'Assign': {'x': 1}, 'Next': 'B'},"
                        + " 'B': {'Type': 'Map', 'End': true, 'ItemProcessor': {'StartAt': 'C', 'States': {'C': {'Type': 'Succeed', 'Output': '{% $x %}'}}}}",
                // Asked for before it is read; bound by the expression itself; a function passed on.
                "'A': {'Type': 'Choice', 'Choices': [{'Condition': true, 'Assign': {'x': 1}, 'Next': 'B'}], 'Default': 'B'},"
                        + " 'B': {'Type': 'Succeed', 'Output': '{% $exists($x) %}'}",
                "'A': {'Type': 'Succeed', 'Output': '{% ($a := 1; $f := function($b) { $a + $b }; $f(2)) %}'}",
                "'A': {'Type': 'Succeed', 'Output': '{% $map($states.input, $uppercase) %}'}",
                // Read only if it is present, by the same expression or after a Choice.
                "'A': {'Type': 'Pass', 'Assign': {'n': '{% $exists($n) ? $n + 1 : 1 %}'}, 'Next': 'C'},"
                        + " 'C': {'Type': 'Choice', 'Choices': [{'Condition': '{% $n < 3 %}', 'Next': 'A'}], 'Default': 'D'}, 'D': {'Type': 'Succeed'}",
                "'A': {'Type': 'Choice', 'Choices': [{'Condition': true, 'Assign': {'x': 1}, 'Next': 'B'}], 'Default': 'B'},"
                        + " 'B': {'Type': 'Choice', 'Choices': [{'Condition': '{% $exists($x) and $x > 1 %}', 'Next': 'C'}],"
                        + " 'Default': 'D'}, 'C': {'Type': 'Succeed', 'Output': '{% $x %}'}, 'D': {'Type': 'Succeed'}",
                // Named like functions.
                "'A': {'Type': 'Pass', 'Assign': {'count': 1, 'error': 2}, 'Next': 'B'},"
                        + " 'B': {'Type': 'Succeed', 'Output': '{% $count + $error %}'}",
                // Each catcher assigns its own; a misspelled target and a distributed Map of its own are no reason for
                // more.
                "'A': {'Type': 'Parallel', 'Branches': [{'StartAt': 'C', 'States': {'C': {'Type': 'Succeed'}}}], 'Next': 'D',"
                        + " 'Catch': [{'ErrorEquals': ['X'], 'Assign': {'x': 1}, 'Next': 'D'}, {'ErrorEquals': ['States.ALL'],"
                        + " 'Assign': {'y': 2}, 'Next': 'B'}]}, 'B': {'Type': 'Succeed', 'Output': '{% $y %}'},"
                        + " 'D': {'Type': 'Succeed', 'Output': '{% $exists($x) %}'}",
                "'A': {'Type': 'Pass', 'Assign': {'x': 1}, 'Next': 'B'}, 'B': {'Type': 'Map', 'ItemSelector': '{% $x %}', 'End': true,"
                        + " 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}, 'StartAt': 'C',"
                        + " 'States': {'C': {'Type': 'Pass', 'Assign': {'x': 1}, 'Next': 'D'}, 'D': {'Type': 'Succeed', 'Output': '{% $x %}'}}}}",
                "'A': {'Type': 'Pass', 'Assign': {'n234567890123456789012345678901234567890123456789012345678901234567890123456789':"
                        + " 1}, 'Next': 'B'}, 'B': {'Type': 'Succeed',"
                        + " 'Output': '{% $n234567890123456789012345678901234567890123456789012345678901234567890123456789 %}'}",
            })
    void variable_that_is_assigned_before_is_accepted(String states) {
        assertThat(lines(check("JSONata", states))).isEmpty();
    }

    @Test
    void name_of_81_letters_is_refused_wherever_it_is_assigned() {
        var name = "n".repeat(81);
        var caught =
                ("'A': {'Type': 'Parallel', 'Branches': [{'StartAt': 'C', 'States': {'C': {'Type': 'Succeed'}}}], 'End': true,"
                                + " 'Catch': [{'ErrorEquals': ['States.ALL'], 'Assign': {'%s': 1}, 'Next': 'B'}]}, 'B': {'Type': 'Succeed'}")
                        .formatted(name);

        assertThat(lines(check("JSONata", caught)))
                .containsExactly(
                        "error: Catch[0]/Assign of A has \"%s\", but the name of a variable is at most 80 letters, digits and _, begins with a letter, and is not states; rename it"
                                .formatted(name));
    }

    @Test
    void variables_follow_a_misspelled_target() {
        assertThat(
                        lines(
                                check(
                                        "JSONata",
                                        "'A': {'Type': 'Pass', 'Assign': {'x': 1}, 'Next': 'Shipp'}, 'Ship': {'Type': 'Succeed', 'Output': '{% $x %}'}")))
                .containsExactly("error: Next of A leads to Shipp, which is not a state; did you mean Ship?");
    }

    @Test
    void unknown_variable_has_the_code_of_its_query_language() {
        var states = "'A': {'Type': 'Pass', 'Assign': {'x': 1}, 'Next': 'B'}, 'B': {'Type': 'Pass', %s, 'End': true}";

        assertThat(check("JSONata", states.formatted("'Output': '{% $x + $y %}'")))
                .extracting(Finding::code)
                .containsExactly(Optional.of(Code.INVALID_JSONATA_EXPRESSION));
        assertThat(check("JSONPath", states.formatted("'Parameters': {'x.$': '$x', 'y.$': '$y'}")))
                .extracting(Finding::code)
                .containsExactly(Optional.of(Code.SCHEMA_VALIDATION_FAILED));
    }

    @Test
    void states_that_are_never_reached_have_no_further_finding() {
        assertThat(lines(check(
                        "JSONata",
                        "'A': {'Type': 'Pass', 'Assign': {'y': 1}, 'Next': 'C'}, 'B': {'Type': 'Pass', 'Output': '{% $x %}', 'Next': 'C'},"
                                + " 'C': {'Type': 'Succeed', 'Output': '{% $y %}'}")))
                .containsExactly("error: nothing leads to the state B; point a Next at it or remove it");
    }
}
