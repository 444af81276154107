package stepfunction.recipes;

import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** Scatter and gather: a Map asks the functions that the input names, at once, and takes the lowest price. */
class ScatterGatherTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config)
                .function("sea", "carriers", function -> function.handler("sea.handler"))
                .function("air", "carriers", function -> function.handler("air.handler"))
                .allow("lambda:InvokeFunction", "${SeaArn}")
                .allow("lambda:InvokeFunction", "${AirArn}");
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Scatter",
                  "TimeoutSeconds": 120,
                  "States": {
                    "Scatter": {
                      "Type": "Map",
                      "Items": "{% $states.input.carriers %}",
                      "ItemSelector": {"function": "{% $states.context.Map.Item.Value %}", "kg": "{% $states.input.kg %}"},
                      "ItemProcessor": {
                        "StartAt": "Ask",
                        "States": {
                          "Ask": {
                            "Type": "Task",
                            "Resource": "arn:aws:states:::lambda:invoke",
                            "Arguments": {"FunctionName": "{% $states.input.function %}", "Payload": "{% $states.input %}"},
                            "TimeoutSeconds": 30,
                            "Output": "{% $states.result.Payload %}",
                            "End": true
                          }
                        }
                      },
                      "Output": "{% $min($states.result) %}",
                      "End": true
                    }
                  }
                }
                """;
    }

    @Override
    Map<String, String> files() {
        return Map.of(
                "carriers/sea.py", """
                def handler(event, context):
                    return event["kg"] * 2
                """,
                "carriers/air.py", """
                def handler(event, context):
                    return event["kg"] * 9
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {"kg": 10, "carriers": ["greeter-sea", "greeter-air"]},
                  "output": 20
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow InvokeSea: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-sea
                workflow InvokeAir: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-air
                """;
    }
}
