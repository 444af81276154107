package stepfunction.recipes;

import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** A Task calls an HTTP endpoint, with the credentials of a connection of EventBridge. */
class HttpEndpointTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var payments = Target.existing(
                "payments",
                "arn:aws:events:eu-central-1:123456789012:connection/payments/0a1b2c3d-0000-4000-8000-000000000000");
        return Plan.of("workflow.asl.json", config).target(payments);
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
                      "Resource": "arn:aws:states:::http:invoke",
                      "TimeoutSeconds": 30,
                      "Arguments": {
                        "ApiEndpoint": "https://payments.example.com/charges",
                        "Method": "POST",
                        "InvocationConfig": {"ConnectionArn": "${PaymentsArn}"},
                        "RequestBody": {"amount": "{% $states.input.amount %}"}
                      },
                      "Retry": [{"ErrorEquals": ["States.Http.StatusCode.503"], "MaxAttempts": 2}],
                      "Output": "{% $states.result.ResponseBody %}",
                      "End": true
                    }
                  }
                }
                """;
    }

    @Override
    String example() {
        return """
                {
                  "input": {"amount": 20},
                  "mocks": {
                    "Charge": {
                      "0": {"Throw": {"Error": "States.Http.StatusCode.503", "Cause": "Service Unavailable"}},
                      "1": {"Return": {"StatusCode": 200, "ResponseBody": {"paid": true}}}
                    }
                  },
                  "output": {"paid": true}
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow CallPayments: events:RetrieveConnectionCredentials on arn:aws:events:eu-central-1:123456789012:connection/payments/0a1b2c3d-0000-4000-8000-000000000000
                workflow CallPaymentsSecret: secretsmanager:GetSecretValue, secretsmanager:DescribeSecret on arn:aws:secretsmanager:eu-central-1:123456789012:secret:events!connection/payments/*
                workflow CallHttpEndpoint: states:InvokeHTTPEndpoint on arn:aws:states:eu-central-1:123456789012:stateMachine:greeting if states:HTTPEndpoint StringLike https://payments.example.com/charges if states:HTTPMethod StringEquals POST
                """;
    }
}
