package stepfunction.recipes;

import com.pulumi.aws.sns.Topic;
import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** A Task sends a token by a topic and waits for a human, whose click on a link starts the function that returns the token. */
class ApprovalTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var approvers = Target.of("approvers", () -> new Topic("approvers"), Topic::arn);
        return Plan.of("workflow.asl.json", config)
                .function(
                        "answer",
                        "answer",
                        function -> function.usesWorkflow("states:SendTaskSuccess", "states:SendTaskFailure"))
                .target(approvers);
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Ask",
                  "TimeoutSeconds": 100000,
                  "States": {
                    "Ask": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::sns:publish.waitForTaskToken",
                      "Arguments": {
                        "TopicArn": "${ApproversArn}",
                        "Message": {"order": "{% $states.input.id %}", "token": "{% $states.context.Task.Token %}"}
                      },
                      "TimeoutSeconds": 86400,
                      "Catch": [
                        {"ErrorEquals": ["Refused", "States.Timeout"], "Output": "{% $states.input %}", "Next": "Cancel"}
                      ],
                      "End": true
                    },
                    "Cancel": {"Type": "Pass", "Output": {"cancelled": "{% $states.input.id %}"}, "End": true}
                  }
                }
                """;
    }

    @Override
    Map<String, String> files() {
        return Map.of(
                "answer/handler.py", """
                import json

                import boto3

                stepfunctions = boto3.client("stepfunctions")


                def handler(event, context):
                    token = event["queryStringParameters"]["token"]
                    if event["queryStringParameters"]["approved"] == "yes":
                        stepfunctions.send_task_success(taskToken=token, output=json.dumps({"approved": True}))
                    else:
                        stepfunctions.send_task_failure(taskToken=token, error="Refused")
                    return {"statusCode": 200, "body": "Thank you"}
                """,
                "answer/tests/test_handler.py", """
                import unittest
                from unittest import mock

                import handler


                class AnswerTest(unittest.TestCase):
                    def test_refusal_fails_the_task(self):
                        with mock.patch.object(handler, "stepfunctions") as stepfunctions:
                            handler.handler({"queryStringParameters": {"token": "abc", "approved": "no"}}, None)

                        stepfunctions.send_task_failure.assert_called_once_with(taskToken="abc", error="Refused")
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {"id": "7"},
                  "mocks": {"Ask": {"Throw": {"Error": "Refused", "Cause": "Too expensive"}}},
                  "output": {"cancelled": "7"},
                  "path": ["Ask", "Cancel"]
                }
                """;
    }

    @Override
    String permissions() {
        return """
                answer AllowStatesSendTaskSuccess: states:SendTaskSuccess, states:SendTaskFailure on arn:aws:states:eu-central-1:123456789012:stateMachine:greeting
                workflow CallApprovers: sns:Publish on arn:aws:sns:eu-central-1:123456789012:approvers-0a1b2c3
                """;
    }
}
