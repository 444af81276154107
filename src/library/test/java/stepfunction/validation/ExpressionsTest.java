package stepfunction.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.asl.Code;
import stepfunction.asl.Definition;
import stepfunction.asl.Finding;
import stepfunction.asl.MachineType;

/** Expressions that do not parse, and those that Step Functions does not support. */
final class ExpressionsTest {

    private static List<Finding> check(String definition) {
        return DefinitionCheck.check(Definition.parse(definition), MachineType.STANDARD);
    }

    private static List<Finding> inParameters(String path) {
        return check("""
                {"StartAt": "A", "TimeoutSeconds": 9, "States": {
                  "A": {"Type": "Pass", "Parameters": {"v.$": %s}, "End": true}}}""".formatted(new JsonPrimitive(path)));
    }

    private static List<Finding> inOutput(String text) {
        return check("""
                {"StartAt": "A", "TimeoutSeconds": 9, "QueryLanguage": "JSONata", "States": {
                  "A": {"Type": "Pass", "Output": %s, "End": true}}}""".formatted(new JsonPrimitive(text)));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "invalid-jsonpath.csv", delimiter = '|', quoteCharacter = '^', numLinesToSkip = 1)
    void invalid_path_or_function_is_refused(String path, String message, String fix) {
        assertThat(inParameters(path))
                .containsExactly(Finding.error(
                        Code.SCHEMA_VALIDATION_FAILED,
                        "Parameters/v.$ of A is \"%s\", which is not a valid expression%s; %s"
                                .formatted(path, message, fix)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$",
                "$.a",
                "$.a[0]",
                "$..a",
                "$.a[*].b",
                "$.a[?(@.b > 1)]",
                "$.a.length()",
                "$$.Execution.Id",
                "States.UUID()",
                "States.Format('{} \\'{}\\'', $.a, $['b c'])",
                "States.Array($.a[?(@.b == ')')], 1, true, null, 'x')"
            })
    void valid_path_or_function_is_accepted(String path) {
        assertThat(inParameters(path)).isEmpty();
    }

    @Test
    void every_field_that_holds_an_expression_is_read() {
        var findings = check("""
                {"StartAt": "A", "TimeoutSeconds": 9, "States": {
                  "A": {"Type": "Pass", "InputPath": "$.[", "Parameters": {"x": [{"y.$": "States.Nope()"}]}, "Next": "B"},
                  "B": {"Type": "Task", "Resource": "${R}", "QueryLanguage": "JSONata", "Arguments": {"a": ["{% 1 + %}"]},
                    "TimeoutSeconds": "{% ( %}",
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Output": "{% [ %}", "Next": "C"}], "Next": "C"},
                  "C": {"Type": "Choice", "Default": "D", "Choices": [
                    {"Not": {"Variable": "$.[", "IsNull": true}, "Next": "D", "Comment": "{% ( %}"}]},
                  "D": {"Type": "Pass", "Result": {"z.$": "no path"}, "ResultPath": "$.a[*]", "End": true}}}""");

        assertThat(findings)
                .filteredOn(Finding::isError)
                .extracting(finding -> finding.message().replaceFirst(" is .*", ""))
                .containsExactly(
                        "InputPath of A",
                        "Parameters/x[0]/y.$ of A",
                        "Arguments/a[0] of B",
                        "TimeoutSeconds of B",
                        "Catch[0]/Output of B",
                        "Choices[0]/Not/Variable of C",
                        "ResultPath of D");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "invalid-jsonata.csv", delimiter = '|', quoteCharacter = '^', numLinesToSkip = 1)
    void invalid_or_unsupported_jsonata_is_refused(String text, Code code, String message) {
        assertThat(inOutput(text)).containsExactly(Finding.error(code, message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% $states.input.a + 1 %}",
                "{% $states.input.items[price > 3].{\"n\": name, \"all\": $} %}",
                "{% $map($states.input.items, function($item) { $item.price }) %}",
                "{% $states.input.items^(>price)[0] %}",
                "{% $states.input.items@$i#$n.{\"n\": $n, \"i\": $i.id} %}",
                "{% $states.input.items{id: $sum(price)} %}",
                "{% ($a := 1; $b := $a; $f := function($x) { $x + $b }; $f($a)) %}",
                "{% $states.input ~> |items|{\"price\": price * 2}, 'vat'| %}",
                "{% $states.input.name ~> $uppercase() ~> $substringBefore(' ') %}",
                "{% $states.input.name.$uppercase() %}",
                "{% $reduce([1..5], function($i, $j){$i * $j}) %}",
                "{% $states.context.Execution.Id & $uuid() & $string($random()) & $now() %}",
                "{% $states.input.a in ['x', 'y'] ? 1 : /[a-z]/ %}",
                "{% $zip([1], [2], [3], [4]) %}",
                "just text",
            })
    void everything_that_Step_Functions_supports_is_accepted(String text) {
        assertThat(inOutput(text)).filteredOn(Finding::isError).isEmpty();
    }

    @Test
    void result_is_known_in_output_and_assign_of_what_has_one() {
        assertThat(check("""
                {"StartAt": "A", "TimeoutSeconds": 9, "QueryLanguage": "JSONata", "States": {
                  "A": {"Type": "Task", "Resource": "${R}", "TimeoutSeconds": 5, "Output": ["{% $states.result %}"],
                    "Assign": {"x": "{% $states.result %}"}, "Next": "B"},
                  "B": {"Type": "Parallel", "Branches": [{"StartAt": "C", "States": {"C": {"Type": "Succeed"}}}],
                    "Output": {"a": ["{% [$states.result, $x] %}"]}, "Next": "D"},
                  "D": {"Type": "Map", "ItemProcessor": {"StartAt": "E", "States": {"E": {"Type": "Succeed"}}},
                    "Output": "{% $states.result %}", "End": true}}}""")).isEmpty();
        assertThat(check("""
                {"StartAt": "A", "TimeoutSeconds": 9, "QueryLanguage": "JSONata", "States": {
                  "A": {"Type": "Task", "Resource": "${R}", "TimeoutSeconds": 5, "Arguments": "{% $states.result %}", "End": true}}}"""))
                .extracting(Finding::code)
                .containsExactly(Optional.of(Code.UNSUPPORTED_JSONATA_EXPRESSION));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{% $states.input.items[$$.a = 1] %} | Output of A has $$ in \"{% $states.input.items[$$.a = 1] %}\", which stands for nothing in Step Functions; write $states.input",
                "{% $states.elsewhere %} | Output of A has $states.elsewhere in \"{% $states.elsewhere %}\", but $states has only input, context, result and errorOutput; correct it",
                "Hello {% $states.input.name %}! | Output of A is \"Hello {% $states.input.name %}!\", which is taken literally; write {% 'text' & $states.input.field %}",
            })
    void legal_but_doubtful_text_is_a_warning(String text, String message) {
        assertThat(inOutput(text))
                .extracting(Finding::isError, Finding::message)
                .containsExactly(tuple(false, message));
    }
}
