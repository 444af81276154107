package stepfunction.recipes;

import com.pulumi.aws.secretsmanager.Secret;
import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** A function reads a secret when it first needs it; its value is set outside the stack, and nobody else sees it. */
class FunctionWithSecretTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var apiKey = Target.of("apiKey", () -> new Secret("api-key"), Secret::arn);
        return Plan.of("workflow.asl.json", config)
                .function("charge", "charge", function -> function.uses(apiKey, "secretsmanager:GetSecretValue"))
                .target(apiKey);
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Charge",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Charge": {
                      "Type": "Task",
                      "Resource": "${ChargeArn}",
                      "TimeoutSeconds": "${ChargeTaskTimeoutSeconds}",
                      "End": true
                    }
                  }
                }
                """;
    }

    @Override
    Map<String, String> files() {
        return Map.of(
                "charge/handler.py", """
                import functools
                import os
                import urllib.request

                import boto3

                secrets = boto3.client("secretsmanager")


                @functools.cache
                def api_key():
                    return secrets.get_secret_value(SecretId=os.environ["API_KEY_ARN"])["SecretString"]


                def handler(event, context):
                    request = urllib.request.Request(
                        "https://payments.example.com/charges",
                        data=str(event["amount"]).encode(),
                        headers={"Authorization": api_key()},
                    )
                    with urllib.request.urlopen(request, timeout=5) as response:
                        return {"paid": response.status == 200}
                """,
                "charge/tests/test_handler.py", """
                import unittest
                from unittest import mock

                import handler


                class ChargeTest(unittest.TestCase):
                    def test_request_has_the_key(self):
                        with mock.patch.object(handler, "api_key", return_value="secret"), mock.patch("urllib.request.urlopen") as urlopen:
                            urlopen.return_value.__enter__.return_value.status = 200

                            self.assertEqual(handler.handler({"amount": 20}, None), {"paid": True})

                        self.assertEqual(urlopen.call_args.args[0].get_header("Authorization"), "secret")
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {"amount": 20},
                  "mocks": {"Charge": {"Return": {"paid": true}}},
                  "output": {"paid": true}
                }
                """;
    }

    @Override
    String permissions() {
        return """
                charge UseApiKey: secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-central-1:123456789012:secret:api-key-0a1b2c3-a1b2c3
                workflow InvokeCharge: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-charge
                """;
    }
}
