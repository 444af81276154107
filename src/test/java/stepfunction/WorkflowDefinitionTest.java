package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkflowDefinitionTest {

    @Test
    void definition_is_the_golden_file() throws Exception {
        var golden = Files.readString(Path.of("src/test/resources/stepfunction/workflow.golden.json"));

        assertThat(WorkflowDefinition.render(TestStack.FUNCTION_ARN, Duration.ofSeconds(20)))
                .isEqualTo(golden.stripTrailing());
    }

    @Test
    void placeholders_become_typed_values_at_any_depth() {
        var template = "{\"a\": [\"${Text}\", {\"b\": \"${Number}\"}], \"c\": \"${Text}\"}";

        var rendered = WorkflowDefinition.render(
                template, Map.of("Text", new JsonPrimitive("say \"hi\"\n"), "Number", new JsonPrimitive(7)));

        assertThat(JsonParser.parseString(rendered))
                .isEqualTo(JsonParser.parseString(
                        "{\"a\": [\"say \\\"hi\\\"\\n\", {\"b\": 7}], \"c\": \"say \\\"hi\\\"\\n\"}"));
    }

    @Test
    void only_a_string_that_is_a_placeholder_as_a_whole_is_replaced() {
        var template = "{\"${A}\": \"x${A}\", \"b\": \"$.A\", \"c\": \"${A}\", \"d\": 1.50, \"e\": null, \"f\": true}";

        assertThat(JsonParser.parseString(WorkflowDefinition.render(template, Map.of("A", new JsonPrimitive("v")))))
                .isEqualTo(JsonParser.parseString(template.replace("\"c\": \"${A}\"", "\"c\": \"v\"")));
    }

    @Test
    void placeholders_without_a_value_are_refused_by_name() {
        assertThatThrownBy(() ->
                        WorkflowDefinition.render("[\"${B}\", \"${A}\", \"${C}\"]", Map.of("B", new JsonPrimitive(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("workflow.asl.json: \"${A}\" must have a value, had none; values are given for [B]\n"
                        + "workflow.asl.json: \"${C}\" must have a value, had none; values are given for [B]");
    }

    @Test
    void values_without_a_placeholder_are_refused_by_name() {
        assertThatThrownBy(() -> WorkflowDefinition.render("{}", Map.of("FunctionArn", new JsonPrimitive("arn"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "workflow.asl.json: the value of FunctionArn must have a placeholder \"${FunctionArn}\", had none");
    }

    @Test
    void only_transient_errors_of_lambda_and_throttling_are_retried() {
        var definition =
                JsonParser.parseString(WorkflowDefinition.render(TestStack.FUNCTION_ARN, Duration.ofSeconds(1)));

        var task = definition.getAsJsonObject().getAsJsonObject("States").getAsJsonObject("HelloWorld");
        assertThat(task.getAsJsonArray("Retry")).containsExactly(JsonParser.parseString("""
                        {
                          "ErrorEquals": [
                            "Lambda.ClientExecutionTimeoutException",
                            "Lambda.ServiceException",
                            "Lambda.AWSLambdaException",
                            "Lambda.SdkClientException",
                            "Lambda.TooManyRequestsException"
                          ],
                          "IntervalSeconds": 2,
                          "MaxAttempts": 6,
                          "BackoffRate": 2,
                          "MaxDelaySeconds": 30,
                          "JitterStrategy": "FULL"
                        }
                        """));
    }
}
