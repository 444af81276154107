package stepfunction.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DefinitionTest {

    private static final String NESTED = """
            {"StartAt": "Both", "QueryLanguage": "JSONPath", "States": {
              "Both": {"Type": "Parallel", "Next": "Pick", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Sorry"}],
                "Branches": [
                  {"StartAt": "Left", "States": {"Left": {"Type": "Pass", "End": true, "QueryLanguage": "JSONata"}}},
                  {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
                    "StartAt": "Inner", "States": {"Inner": {"Type": "Succeed"}}}}}}]},
              "Pick": {"Type": "Choice", "Default": "Sorry", "Choices": [
                {"Variable": "$.a", "IsNull": true, "Next": "Done"}, {"Variable": "$.b", "IsNull": true, "Next": "Sorry"}]},
              "Done": {"Type": "Succeed"},
              "Sorry": {"Type": "Fail"}}}""";

    @Nested
    class Reading {

        @Test
        void states_at_any_depth_have_a_path_a_scope_and_a_query_language() {
            var definition = Definition.parse(NESTED);

            assertThat(definition.states())
                    .extracting(State::path, state -> state.scope().path(), State::queryLanguage)
                    .containsExactly(
                            tuple("/States/Both", "/", QueryLanguage.JSONPATH),
                            tuple(
                                    "/States/Both/Branches[0]/States/Left",
                                    "/States/Both/Branches[0]",
                                    QueryLanguage.JSONATA),
                            tuple(
                                    "/States/Both/Branches[1]/States/Each",
                                    "/States/Both/Branches[1]",
                                    QueryLanguage.JSONPATH),
                            tuple(
                                    "/States/Both/Branches[1]/States/Each/ItemProcessor/States/Inner",
                                    "/States/Both/Branches[1]/States/Each/ItemProcessor",
                                    QueryLanguage.JSONPATH),
                            tuple("/States/Pick", "/", QueryLanguage.JSONPATH),
                            tuple("/States/Done", "/", QueryLanguage.JSONPATH),
                            tuple("/States/Sorry", "/", QueryLanguage.JSONPATH));
        }

        @Test
        void a_scope_knows_the_state_that_owns_it() {
            var scopes = Definition.parse(NESTED).scopes();

            assertThat(scopes)
                    .extracting(scope -> scope.owner().map(State::name).orElse("the machine"))
                    .containsExactly("the machine", "Both", "Both", "Each");
        }

        @Test
        void transitions_name_the_field_that_holds_them() {
            var machine = Definition.parse(NESTED).machine();

            assertThat(machine.state("Both").orElseThrow().transitions())
                    .containsExactly(new Transition("Next", "Pick"), new Transition("Catch[0].Next", "Sorry"));
            assertThat(machine.state("Pick").orElseThrow().transitions())
                    .containsExactly(
                            new Transition("Default", "Sorry"),
                            new Transition("Choices[0].Next", "Done"),
                            new Transition("Choices[1].Next", "Sorry"));
        }

        @Test
        void an_end_is_a_state_with_End_or_of_a_type_that_has_no_next() {
            var ends = Definition.parse(NESTED).states().stream().filter(State::isEnd);

            assertThat(ends).extracting(State::name).containsExactly("Left", "Each", "Inner", "Done", "Sorry");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{'States': []}",
                    "{'States': {'A': 7, 'B': {'Type': 7, 'Next': {}, 'Choices': [3, {'Next': 4}], 'Branches': [[]]}}}",
                    "{'States': {'A': {'Type': 'Map', 'Iterator': 'x', 'Retry': 1, 'TimeoutSeconds': 1e999999999}}}",
                    "{'TimeoutSeconds': '5', 'QueryLanguage': 'SQL'}",
                })
        void nonsense_is_read_and_left_to_the_check(String text) {
            var definition = Definition.parse(text.replace('\'', '"'));

            assertThat(definition.states()).allSatisfy(state -> {
                assertThat(state.transitions()).isEmpty();
                assertThat(state.scopes()).isEmpty();
                assertThat(state.retriers()).isEmpty();
                assertThat(state.timeoutSeconds()).isEmpty();
            });
            assertThat(definition.timeoutSeconds()).isEmpty();
            assertThat(definition.toString()).startsWith(text.replace('\'', '"').substring(0, 1));
        }
    }

    @Nested
    class Refusing {

        @Test
        void a_byte_order_mark() {
            assertThatThrownBy(() -> Definition.parse("\uFEFF{}"))
                    .isInstanceOf(InvalidJsonException.class)
                    .hasMessage("must not begin with a byte order mark");
        }

        @Test
        void nesting_a_thousand_deep() {
            var text = "{\"a\":".repeat(1000) + "1" + "}".repeat(1000);

            assertThatThrownBy(() -> Definition.parse(text))
                    .isInstanceOf(InvalidJsonException.class)
                    .hasMessage("must not be nested deeper than 250 levels, at line 1, column 1256");
        }

        @Test
        void more_than_a_megabyte() {
            var text = "{\"Comment\": \"%s\"}".formatted("x".repeat(1024 * 1024));

            assertThatThrownBy(() -> Definition.parse(text))
                    .isInstanceOf(InvalidJsonException.class)
                    .hasMessage("must not be larger than 1 MB, the quota of Step Functions");
        }
    }

    @Nested
    class Placeholders {

        private static final String TEXT = """
                {"Comment": "${InMachineComment}", "StartAt": "Comment", "States": {
                  "Comment": {"Type": "Pass", "Result": {"a": "${InResult}"}, "Next": "Result"},
                  "Result": {"Type": "Task", "Resource": "${HandlerArn}", "TimeoutSeconds": "${Seconds}",
                    "Parameters": {"Comment": "${InParameters}", "longer": "a ${Longer}"},
                    "Retry": [{"ErrorEquals": ["${Error}"], "Comment": "${InRetryComment}"}], "Next": "Choices"},
                  "Choices": {"Type": "Choice", "Default": "${Default}", "Choices": [
                    {"Variable": "$.a", "StringEquals": "${Operand}", "Next": "${Next}"},
                    {"And": [{"Variable": "${Variable}", "StringEqualsPath": "${OperandPath}"}], "Next": "Comment"}]}}}""";

        @Test
        void are_found_with_state_path_and_whether_they_are_data() {
            var placeholders = Definition.parse(TEXT).texts().stream()
                    .filter(text -> text.placeholder().isPresent())
                    .toList();

            assertThat(placeholders)
                    .extracting(text -> text.placeholder().orElseThrow().name(), Text::path, Text::isData)
                    .containsExactly(
                            tuple("InMachineComment", "/Comment", true),
                            tuple("InResult", "/States/Comment/Result/a", true),
                            tuple("HandlerArn", "/States/Result/Resource", false),
                            tuple("Seconds", "/States/Result/TimeoutSeconds", false),
                            tuple("InParameters", "/States/Result/Parameters/Comment", false),
                            tuple("Error", "/States/Result/Retry[0]/ErrorEquals[0]", false),
                            tuple("InRetryComment", "/States/Result/Retry[0]/Comment", true),
                            tuple("Default", "/States/Choices/Default", false),
                            tuple("Operand", "/States/Choices/Choices[0]/StringEquals", true),
                            tuple("Next", "/States/Choices/Choices[0]/Next", false),
                            tuple("Variable", "/States/Choices/Choices[1]/And[0]/Variable", false),
                            tuple("OperandPath", "/States/Choices/Choices[1]/And[0]/StringEqualsPath", false));
            assertThat(placeholders.get(1).state().map(State::name)).contains("Comment");
            assertThat(placeholders.get(0).state()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"${}", "${1a}", "${a.b}", "${a", "a}", "x${A}", "${A}x", "${A}${B}"})
        void are_nothing_but_a_name_in_braces(String text) {
            assertThat(Placeholder.parse(text)).isEmpty();
        }

        @Test
        void are_found_within_texts_and_in_keys_too() {
            var definition = Definition.parse("""
                    {"Comment": "${InComment}", "StartAt": "A", "States": {"A": {"Type": "Task",
                      "Resource": "arn:${Partition}:states:::sns:publish", "Arguments": {"${Key}": {"in ${Longer}": "${A}, ${B}, ${A}"}}}}}""");

            assertThat(definition.placeholders()).containsExactlyInAnyOrder("Partition", "A", "B", "Key", "Longer");
            assertThat(definition.keys())
                    .filteredOn(key -> !key.placeholders().isEmpty())
                    .extracting(Text::value, Text::path, Text::usage)
                    .containsExactly(
                            tuple("${Key}", "/States/A/Arguments/${Key}", Text.Usage.PAYLOAD),
                            tuple("in ${Longer}", "/States/A/Arguments/${Key}/in ${Longer}", Text.Usage.PAYLOAD));
        }

        @Test
        void are_rendered_wherever_they_stand_and_nothing_else_changes() {
            var definition = Definition.parse("""
                    {"z": "${Name}", "a": ["${Count}", "${Other}", "in ${Name}, ${Count}, ${On}, ${Other}", {"${Name}": 1.0}], "b": "${", "c": "${${Name}}", "d": "${Name"}""");

            var rendered = definition.render(Map.of("Name", "quo\"ted", "Count", 7, "On", true));

            assertThat(rendered)
                    .hasToString("{\"z\":\"quo\\\"ted\",\"a\":[7,\"${Other}\",\"in quo\\\"ted, 7, true, ${Other}\","
                            + "{\"quo\\\"ted\":1.0}],\"b\":\"${\",\"c\":\"${quo\\\"ted}\",\"d\":\"${Name\"}");
        }

        @Test
        void are_rendered_as_values_of_any_type_of_json() {
            var definition = Definition.parse(
                    "{\"a\": \"${Flag}\", \"b\": \"${List}\", \"c\": \"${Map}\", \"d\": \"is ${List}\"}");

            var rendered = definition.render(
                    Map.of("Flag", false, "List", List.of("x", 1), "Map", JsonParser.parseString("{\"k\": null}")));

            assertThat(rendered)
                    .hasToString("{\"a\":false,\"b\":[\"x\",1],\"c\":{\"k\":null},\"d\":\"is [\\\"x\\\",1]\"}");
        }

        @Test
        void must_not_make_two_keys_the_same() {
            var definition = Definition.parse("{\"a\": {\"x\": 1, \"${Name}\": 2}}");

            assertThatThrownBy(() -> definition.render(Map.of("Name", "x")))
                    .isInstanceOf(InvalidJsonException.class)
                    .hasMessage("must have the key \"x\" once, but ${Name} becomes the same");
        }

        @Test
        void are_written_in_lines_with_null_and_without_escapes() {
            var definition = Definition.parse("{\"ResultPath\": null, \"Variable\": \"<${Name}>\", \"Seconds\": 1.0}");

            assertThat(definition.toPrettyString())
                    .isEqualTo("{\n  \"ResultPath\": null,\n  \"Variable\": \"<${Name}>\",\n  \"Seconds\": 1.0\n}");
        }

        @Test
        void take_no_value_that_is_no_json() {
            var definition = Definition.parse("{}");

            assertThatThrownBy(() -> definition.render(Map.of("Name", new Object() {
                        @Override
                        public String toString() {
                            return "an object";
                        }
                    })))
                    .hasMessage("${Name} must be a text, a number, a boolean, a list or a map, was an object");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arn:aws:lambda:us-east-1:111111111111:function:f:live | Function[text=arn:aws:lambda:us-east-1:111111111111:function:f:live]",
                "${HandlerArn} | Reference[placeholder=Placeholder[name=HandlerArn]]",
                "arn:aws:states:::lambda:invoke | Integration[service=lambda, api=invoke, pattern=REQUEST_RESPONSE, sdk=false]",
                "arn:aws-cn:states:::states:startExecution.sync:2 | Integration[service=states, api=startExecution, pattern=SYNC_2, sdk=false]",
                "arn:aws:states:::glue:startJobRun.sync | Integration[service=glue, api=startJobRun, pattern=SYNC, sdk=false]",
                "arn:aws:states:::aws-sdk:s3:getObject.waitForTaskToken | Integration[service=s3, api=getObject, pattern=WAIT_FOR_TASK_TOKEN, sdk=true]",
                "arn:aws:states:eu-west-1:111111111111:aws-sdk:s3:getObject | Integration[service=s3, api=getObject, pattern=REQUEST_RESPONSE, sdk=true]",
                "arn:aws:states:eu-west-1:111111111111:sqs:sendMessage.waitForTaskToken | Integration[service=sqs, api=sendMessage, pattern=WAIT_FOR_TASK_TOKEN, sdk=false]",
                "arn:aws:states:eu-west-1:111111111111:stateMachine:m | Unknown[text=arn:aws:states:eu-west-1:111111111111:stateMachine:m]",
                "arn:aws:states:eu-west-1::aws-sdk:s3:getObject | Unknown[text=arn:aws:states:eu-west-1::aws-sdk:s3:getObject]",
                "arn:aws:states:us-east-1:111111111111:activity:a | Activity[text=arn:aws:states:us-east-1:111111111111:activity:a]",
                "arn:aws:states:::sqs:sendMessage.async | Unknown[text=arn:aws:states:::sqs:sendMessage.async]",
                "arn:aws:states:::sqs | Unknown[text=arn:aws:states:::sqs]",
                "arn:aws:sns:us-east-1:111111111111:topic | Unknown[text=arn:aws:sns:us-east-1:111111111111:topic]",
                "handler | Unknown[text=handler]",
            })
    void a_resource_is_a_function_an_integration_or_an_activity(String text, String resource) {
        assertThat(Resource.parse(text)).hasToString(resource);
    }
}
