package stepfunction.recipes;

import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A setting of the user's own, by stack. Pulumi.yaml declares the key, with type, default and description:
 * {@code ordersPerRun: {type: integer, default: 100, description: Orders that a run takes}}. */
class OwnConfigTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var ordersPerRun = config.wholeNumber("ordersPerRun", 1, 1000, "orders");
        return Plan.of("workflow.asl.json", config)
                .function("take", "take", function -> function.environment("ORDERS", String.valueOf(ordersPerRun)));
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Take",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Take": {
                      "Type": "Task",
                      "Resource": "${TakeArn}",
                      "TimeoutSeconds": "${TakeTaskTimeoutSeconds}",
                      "End": true
                    }
                  }
                }
                """;
    }

    @Override
    Map<String, String> files() {
        return Map.of("take/handler.py", """
                import os


                def handler(event, context):
                    return event["orders"][: int(os.environ["ORDERS"])]
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {"orders": ["a", "b", "c"]},
                  "output": ["a", "b"]
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow InvokeTake: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-take
                """;
    }

    @Override
    Map<String, String> ownConfig() {
        return Map.of("ordersPerRun", "2");
    }
}
