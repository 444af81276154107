package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of each IAM document; other tests compare with the function that makes it. */
class PermissionsTest {

    private static void assertStatement(String document, String statement) {
        assertThat(JsonParser.parseString(document))
                .isEqualTo(JsonParser.parseString(
                        "{\"Version\": \"2012-10-17\", \"Statement\": %s}".formatted(statement)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"false | \"f\" | \"c\"", "true | [\"f\", \"f:*\"] | [\"c\", \"c:*\"]"})
    void state_machine_may_call_each_function_and_target_by_a_statement_of_its_own(
            boolean versions, String f, String c) {
        var document = Permissions.calling(
                Fixture.plan(Fixture.settings(Map.of())),
                Map.of("handler", "f", "counter", "c", "news", "n"),
                versions);

        assertStatement(document, """
                [
                  {"Sid": "InvokeHandler", "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": %s},
                  {"Sid": "InvokeCounter", "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": %s},
                  {"Sid": "CallNews", "Effect": "Allow", "Action": "sns:Publish", "Resource": "n"}
                ]""".formatted(f, c));
    }

    @Test
    void function_may_write_to_the_streams_of_its_log_group() {
        assertStatement(
                Permissions.writingTo("group"),
                "{\"Sid\": \"WriteToOwnLogGroup\", \"Effect\": \"Allow\", \"Action\": [\"logs:CreateLogStream\", \"logs:PutLogEvents\"], \"Resource\": \"group:*\"}");
    }

    @Test
    void state_machine_may_have_its_log_delivered() {
        assertStatement(Permissions.deliveringLogs(), """
                {
                  "Sid": "DeliverLog",
                  "Effect": "Allow",
                  "Action": [
                    "logs:CreateLogDelivery", "logs:CreateLogStream", "logs:GetLogDelivery", "logs:UpdateLogDelivery",
                    "logs:DeleteLogDelivery", "logs:ListLogDeliveries", "logs:PutLogEvents", "logs:PutResourcePolicy",
                    "logs:DescribeResourcePolicies", "logs:DescribeLogGroups"
                  ],
                  "Resource": "*"
                }""");
    }

    @Test
    void both_may_send_traces() {
        assertStatement(
                Permissions.tracingFunction(),
                "{\"Sid\": \"SendTraces\", \"Effect\": \"Allow\", \"Action\": [\"xray:PutTraceSegments\", \"xray:PutTelemetryRecords\"], \"Resource\": \"*\"}");
        assertStatement(
                Permissions.tracingStateMachine(),
                "{\"Sid\": \"SendTraces\", \"Effect\": \"Allow\", \"Action\": [\"xray:PutTraceSegments\", \"xray:PutTelemetryRecords\", \"xray:GetSamplingRules\", \"xray:GetSamplingTargets\"], \"Resource\": \"*\"}");
    }

    @Test
    void lambda_may_assume_the_role_of_a_function() {
        assertStatement(
                TrustPolicy.lambda(),
                "{\"Sid\": \"TrustLambda\", \"Effect\": \"Allow\", \"Principal\": {\"Service\": \"lambda.amazonaws.com\"}, \"Action\": \"sts:AssumeRole\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"false | \"%s\"", "true | [\"%s\", \"%s:*\"]"})
    void step_functions_may_assume_the_role_for_this_state_machine(boolean versions, String sources) {
        assertStatement(
                TrustPolicy.stepFunctions(StateMachineArn.parse(Fixture.STATE_MACHINE_ARN), versions),
                """
                {
                  "Sid": "TrustStepFunctions",
                  "Effect": "Allow",
                  "Principal": {"Service": "states.amazonaws.com"},
                  "Action": "sts:AssumeRole",
                  "Condition": {
                    "StringEquals": {"aws:SourceAccount": "123456789012"},
                    "ArnLike": {"aws:SourceArn": %s}
                  }
                }""".formatted(sources.replace("%s", Fixture.STATE_MACHINE_ARN)));
    }
}
