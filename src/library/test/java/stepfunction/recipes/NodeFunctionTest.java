package stepfunction.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import stepfunction.config.StackConfig;
import stepfunction.lambda.CannotRunException;
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

    /** A machine that builds the library may have no Node.js, or an older one. */
    @Override
    @Test
    void case_ends_as_it_expects() {
        try {
            super.case_ends_as_it_expects();
        } catch (CannotRunException e) {
            assertThat(e)
                    .hasMessageMatching("the function \\S+ runs on Node.js 22, but .* or mock the state in the case");
        }
    }

    @Override
    String permissions() {
        return """
                workflow InvokePrice: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-price
                """;
    }
}
