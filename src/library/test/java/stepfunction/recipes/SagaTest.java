package stepfunction.recipes;

import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A saga: when a step fails for good, what was done before is undone, and the execution fails. */
class SagaTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config)
                .function("reserve", "booking", function -> function.handler("handler.reserve"))
                .function("release", "booking", function -> function.handler("handler.release"))
                .function("charge", "booking", function -> function.handler("handler.charge"));
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Reserve",
                  "TimeoutSeconds": 120,
                  "States": {
                    "Reserve": {
                      "Type": "Task",
                      "Resource": "${ReserveArn}",
                      "TimeoutSeconds": "${ReserveTaskTimeoutSeconds}",
                      "Assign": {"reservation": "{% $states.result %}"},
                      "Next": "Charge"
                    },
                    "Charge": {
                      "Type": "Task",
                      "Resource": "${ChargeArn}",
                      "TimeoutSeconds": "${ChargeTaskTimeoutSeconds}",
                      "Catch": [
                        {"ErrorEquals": ["States.ALL"], "Assign": {"failure": "{% $states.errorOutput %}"}, "Next": "Release"}
                      ],
                      "End": true
                    },
                    "Release": {
                      "Type": "Task",
                      "Resource": "${ReleaseArn}",
                      "Arguments": "{% $reservation %}",
                      "TimeoutSeconds": "${ReleaseTaskTimeoutSeconds}",
                      "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 5, "BackoffRate": 2}],
                      "Next": "Undone"
                    },
                    "Undone": {"Type": "Fail", "Error": "{% $failure.Error %}", "Cause": "The reservation was released"}
                  }
                }
                """;
    }

    @Override
    Map<String, String> files() {
        return Map.of("booking/handler.py", """
                class CardDeclined(Exception):
                    pass


                def reserve(event, context):
                    return {"seat": event["seat"], "card": event["card"]}


                def charge(event, context):
                    if event["card"] == "expired":
                        raise CardDeclined("expired")
                    return {"seat": event["seat"], "paid": True}


                def release(event, context):
                    return {"released": event["seat"]}
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {"seat": "7A", "card": "expired"},
                  "error": "CardDeclined",
                  "path": ["Reserve", "Charge", "Release", "Undone"]
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow InvokeReserve: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-reserve
                workflow InvokeRelease: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-release
                workflow InvokeCharge: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-charge
                """;
    }
}
