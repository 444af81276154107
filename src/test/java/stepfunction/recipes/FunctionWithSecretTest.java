package stepfunction.recipes;

import com.pulumi.aws.secretsmanager.Secret;
import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** A function reads a secret when it starts; its value is set outside the stack, and nobody else sees it. */
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
        return Map.of("charge/handler.py", """
                import os
                import urllib.request

                import boto3

                api_key = boto3.client("secretsmanager").get_secret_value(SecretId=os.environ["API_KEY_ARN"])["SecretString"]


                def handler(event, context):
                    request = urllib.request.Request(
                        "https://payments.example.com/charges",
                        data=str(event["amount"]).encode(),
                        headers={"Authorization": api_key},
                    )
                    with urllib.request.urlopen(request, timeout=5) as response:
                        return {"paid": response.status == 200}
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
