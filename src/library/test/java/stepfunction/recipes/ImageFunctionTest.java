package stepfunction.recipes;

import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A function in a container image, from a repository of the stack's account. Its case mocks the state, for images do not run locally. */
class ImageFunctionTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config)
                .function(
                        "price",
                        "price",
                        function -> function.image("${AccountId}.dkr.ecr.${Region}.amazonaws.com/price:1.2.0")
                                .memoryMb(512));
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
    String example() {
        return """
                {
                  "input": {"item": "pen", "count": 3, "price": 1.5},
                  "mocks": {"Price": {"Return": {"item": "pen", "total": 4.5}}},
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
