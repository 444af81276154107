package stepfunction.recipes;

import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A function in Node.js. Its case needs Node.js 22 on the PATH, as long as it does not mock the state. */
class NodeFunctionTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config)
                .function(
                        "price",
                        "price",
                        function -> function.runtime("nodejs22.x").handler("index.handler"));
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Price",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Price": {
                      "Type": "Task",
                      "Resource": "${PriceArn}",
                      "TimeoutSeconds": "${PriceTaskTimeoutSeconds}",
                      "End": true
                    }
                  }
                }
                """;
    }

    @Override
    Map<String, String> files() {
        return Map.of("price/index.mjs", """
                export const handler = async event => {
                  console.log('pricing', event.item);
                  return { item: event.item, total: event.count * event.price };
                };
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {"item": "pen", "count": 3, "price": 1.5},
                  "output": {"item": "pen", "total": 4.5}
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow InvokePrice: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-price
                """;
    }
}
