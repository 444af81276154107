package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static stepfunction.Fixture.edited;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class WorkflowDefinitionTest {

    private static List<String> violations(String definition, String type) {
        return WorkflowDefinition.violations(Fixture.plan(Fixture.stackConfig(), definition), type);
    }

    @Test
    void placeholders_become_typed_values_at_any_depth() {
        var template = "{\"a\": [\"${T}\", {\"b\":\"${N}\"}], \"c\": \"x${T}\", \"d\": null}";
        var expected = "{\"a\": [\"say \\\"hi\\\"\\n\", {\"b\":7}], \"c\": \"x${T}\", \"d\": null}";

        assertThat(WorkflowDefinition.render(template, Map.of("\"${T}\"", "say \"hi\"\n", "\"${N}\"", 7)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "no-json.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
    void text_that_is_no_strict_json_is_refused(String text, String place) {
        assertThat(violations(text, "STANDARD"))
                .containsExactly("workflow.asl.json must be strict JSON, was not: " + place);
    }

    @Test
    void definition_with_every_state_type_and_a_loop_is_accepted() {
        assertThat(violations(Fixture.DEFINITION, "STANDARD")).isEmpty();
        assertThat(violations(edited("\"TimeoutSeconds\": 120", "\"TimeoutSeconds\": 300"), "EXPRESS"))
                .isEmpty();
    }

    @Test
    void definition_in_jsonata_is_accepted() {
        var jsonata = edited("\"StartAt\": \"Greet\",", "\"StartAt\": \"Greet\", \"QueryLanguage\": \"JSONata\",")
                .replace("\"Parameters\"", "\"Arguments\"")
                .replace("\"Message.$\": \"$.greeting\"", "\"Message\": \"{% $states.input.greeting %}\"")
                .replace("\"TimeoutSeconds\": 60", "\"TimeoutSeconds\": \"{% $states.input.patience %}\"");

        assertThat(violations(jsonata, "STANDARD")).isEmpty();
    }

    @Test
    void older_names_activities_and_comments_are_accepted() {
        var activity = "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:eu-west-1:123456789012:activity:rest\",";
        var definition = edited("\"Type\": \"Wait\", \"Seconds\": 1,", activity)
                .replace("\"ItemProcessor\"", "\"Iterator\"")
                .replace(
                        "\"StartAt\": \"Greet\"",
                        "\"Comment\": \"${Greet} \\\"as\\\" ${HandlerArn}\", \"StartAt\": \"Greet\"");

        assertThat(violations(definition, "STANDARD")).isEmpty();
        assertThat(violations(definition.replace("\"StartAt\": \"Count\"", "\"StartAt\": \"Rest\""), "STANDARD"))
                .contains("workflow.asl.json: Each must have every state it leads to, was without Rest");
    }

    @Test
    void names_with_dots_are_no_duplicates() {
        var definition =
                Fixture.DEFINITION.replace("\"Rest\"", "\"Greet.Next\"").replace("Give up", "Greet.Type");

        assertThat(violations(definition, "STANDARD")).isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "broken-definitions.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
    void broken_definition_is_refused(String from, String to, String message) {
        assertThat(violations(edited(from, to), "STANDARD")).contains("workflow.asl.json: " + message);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "express-limits.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
    void express_workflow_has_limits_of_its_own(String from, String to, String message) {
        assertThat(violations(edited(from, to), "STANDARD")).isEmpty();
        assertThat(violations(edited(from, to), "EXPRESS")).containsExactly("workflow.asl.json: " + message);
    }

    @Test
    void missing_timeout_of_the_state_machine_is_told_once() {
        assertThat(violations(edited("\"TimeoutSeconds\": 120,", ""), "STANDARD"))
                .containsExactly(
                        "workflow.asl.json: TimeoutSeconds must be seconds, at most 300 for EXPRESS, was absent");
    }

    @Test
    void timeout_that_the_input_gives_is_not_compared() {
        assertThat(violations(edited("\"TimeoutSeconds\": 60", "\"TimeoutSecondsPath\": \"$.patience\""), "STANDARD"))
                .isEmpty();
    }
}
