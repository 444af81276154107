package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowDefinitionTest {

    private static List<String> violations(String definition, String type) {
        return WorkflowDefinition.violations(Fixture.plan(Fixture.settings(Map.of()), definition), type);
    }

    /** The fixture's definition with one thing changed. */
    private static String edited(String from, String to) {
        assertThat(Fixture.DEFINITION).contains(from);
        return Fixture.DEFINITION.replace(from, to);
    }

    @Test
    void placeholders_become_typed_values_at_any_depth() {
        var definition = WorkflowDefinition.parse(
                "{\"a\": [\"${T}\", {\"b\": \"${N}\"}], \"c\": \"x${T}\", \"${T}\": 1.50, \"d\": null}");

        var rendered =
                definition.with(Map.of("${T}", "say \"hi\"\n", "${N}", 7)).json();

        assertThat(JsonParser.parseString(rendered))
                .isEqualTo(JsonParser.parseString(
                        "{\"a\": [\"say \\\"hi\\\"\\n\", {\"b\": 7}], \"c\": \"x${T}\", \"${T}\": 1.50, \"d\": null}"));
        assertThat(rendered).contains("1.50");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": {\"b\": 1, \"b\": 2}} | two keys at path $.a.b",
                "{\"a\": 1, // why | at line 1 column 11 path $.a",
                "{a: 1} | at line 1 column 3 path $.",
                "{'a': 1} | at line 1 column 3 path $.",
                "{\"a\": 1,} | Expected name at line 1 column 10 path $.a",
                "{} {} | at line 1 column 5 path $",
                "{\"a\": TRUE} | at line 1 column 7 path $.a",
                "[] | Expected a com.google.gson.JsonObject but was com.google.gson.JsonArray; at path $",
                "'' | Expected a com.google.gson.JsonObject but was com.google.gson.JsonArray; at path $",
            })
    void text_that_is_no_strict_json_is_refused(String text, String place) {
        assertThatThrownBy(() -> WorkflowDefinition.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("workflow.asl.json: it must be strict JSON, was not: ")
                .hasMessageEndingWith(place);
    }

    @Test
    void definition_with_every_state_type_and_a_loop_is_accepted() {
        assertThat(violations(Fixture.DEFINITION, "STANDARD")).isEmpty();
        assertThat(violations(Fixture.DEFINITION, "EXPRESS")).isEmpty();
    }

    @Test
    void definition_in_jsonata_is_accepted() {
        var jsonata = edited("\"StartAt\": \"Greet\",", "\"StartAt\": \"Greet\", \"QueryLanguage\": \"JSONata\",")
                .replace(
                        "\"Parameters\": {\"TopicArn\": \"${NewsArn}\", \"Message.$\": \"$.greeting\"}",
                        "\"Arguments\": {\"TopicArn\": \"${NewsArn}\", \"Message\": \"{% $states.input.greeting %}\"}")
                .replace("\"TimeoutSeconds\": 60", "\"TimeoutSeconds\": \"{% $states.input.patience %}\"");

        assertThat(violations(jsonata, "STANDARD")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"StartAt\": \"Greet\" | \"StartAt\": \"Gret\" | $.StartAt must name one of its states, was \"Gret\"",
                "\"Next\": \"Known?\" | \"Next\": \"Rset\" | Greet must lead to a state of [Greet, Known?, Rest, Tell, Each, Both, Give up], was to Rset",
                "\"Default\": \"Rest\" | \"Default\": \"Left\" | Known? must lead to a state of [Greet, Known?, Rest, Tell, Each, Both, Give up], was to Left",
                "\"Next\": \"Tell\" | \"Next\": \"Count\" | Known? must lead to a state of [Greet, Known?, Rest, Tell, Each, Both, Give up], was to Count",
                "\"Next\": \"Give up\" | \"Next\": \"Give in\" | Greet must lead to a state of [Greet, Known?, Rest, Tell, Each, Both, Give up], was to Give in",
                "\"StartAt\": \"Count\" | \"StartAt\": \"Greet\" | $.States.Each.ItemProcessor.StartAt must name one of its states, was \"Greet\"",
                "\"StartAt\": \"Left\" | \"StartAt\": \"Right\" | $.States.Both.Branches.StartAt must name one of its states, was \"Right\"",
                "\"Default\": \"Rest\" | \"Default\": \"Greet\" | Rest must be reachable from Greet, was not",
                "\"Right\": {\"Type\" | \"Right\": {\"Type\": \"Succeed\"}, \"Lost\": {\"Type\" | Lost must be reachable from Right, was not",
                "\"Pass\", \"End\": true | \"Pass\", \"Next\": \"Left\" | $.States.Both.Branches.States must have an end (\"End\": true, Succeed or Fail), was without one",
                "\"Pass\", \"End\": true | \"Pass\" | Left must have either Next or \"End\": true, was without",
                "\"Seconds\": 1, | \"Seconds\": 1, \"End\": true, | Rest must have either Next or \"End\": true, was with both",
                "\"StartAt\": \"Right\", \"States\": {\"Right\" | \"StartAt\": \"Left\", \"States\": {\"Left\" | Left must have a name of its own in the whole definition, was there twice",
                "\"${NewsArn}\" | \"${NewArn}\" | ${NewArn} must be a placeholder of App.plan [${HandlerArn}, ${HandlerTaskTimeoutSeconds}, ${CounterArn}, ${CounterTaskTimeoutSeconds}, ${NewsArn}], was unknown",
                "\"${CounterArn}\" | \"${CounterArn}:live\" | a placeholder must be a string of its own, was part of ${CounterArn}:live",
                "\"${NewsArn}\" | \"arn:aws:sns:eu-west-1:1:news\" | App.plan's news must be called, by a Task with ${NewsArn}, was not",
                "\"${NewsArn}\" | \"arn:aws:sns:eu-west-1:1:news\" | Tell must call what App.plan lists, or the role may not, was arn:aws:states:::sns:publish",
                "\"Map\", | \"Map\", \"Label\": \"DISTRIBUTED\", | the Mode of a Map must be INLINE, was DISTRIBUTED",
                "\"TimeoutSeconds\": 60 | \"TimeoutSeconds\": 30 | Count must have TimeoutSeconds above 30, such as \"${CounterTaskTimeoutSeconds}\", was 30",
                "\"TimeoutSeconds\": 60 | \"HeartbeatSeconds\": 60 | Count must have TimeoutSeconds above 30, such as \"${CounterTaskTimeoutSeconds}\", was absent",
                "\"TimeoutSeconds\": 60 | \"TimeoutSeconds\": 120 | TimeoutSeconds must be above Count's 120 s, was 120 s",
                "\"TimeoutSeconds\": 120, | \"Comment\": \"\", | TimeoutSeconds must be a number of seconds, at most 300 for EXPRESS, was absent",
            })
    void broken_definition_is_refused(String from, String to, String message) {
        assertThat(violations(edited(from, to), "STANDARD")).contains("workflow.asl.json: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"TimeoutSeconds\": 120 | \"TimeoutSeconds\": 301 | TimeoutSeconds must be a number of seconds, at most 300 for EXPRESS, was 301",
                "sns:publish | sns:publish.sync | Tell must not wait for a job, a token or an activity in EXPRESS, was arn:aws:states:::sns:publish.sync",
                "sns:publish | sns:publish.sync:2 | Tell must not wait for a job, a token or an activity in EXPRESS, was arn:aws:states:::sns:publish.sync:2",
                "sns:publish | sns:publish.waitForTaskToken | Tell must not wait for a job, a token or an activity in EXPRESS, was arn:aws:states:::sns:publish.waitForTaskToken",
            })
    void express_workflow_has_limits_of_its_own(String from, String to, String message) {
        assertThat(violations(edited(from, to), "STANDARD")).isEmpty();
        assertThat(violations(edited(from, to), "EXPRESS")).containsExactly("workflow.asl.json: " + message);
    }

    @Test
    void timeout_that_the_input_gives_is_not_compared() {
        assertThat(violations(edited("\"TimeoutSeconds\": 60", "\"TimeoutSecondsPath\": \"$.patience\""), "STANDARD"))
                .isEmpty();
    }
}
