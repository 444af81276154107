package stepfunction.recipes;

import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A definition in YAML: comments, JSONata in several lines, and one retrier for two states. */
class YamlTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.yaml", config).function("price", "price").function("charge", "charge");
    }

    @Override
    String workflow() {
        return """
                QueryLanguage: JSONata
                StartAt: Price
                TimeoutSeconds: 120
                States:
                  Price:
                    Type: Task
                    Resource: ${PriceArn}
                    TimeoutSeconds: ${PriceTaskTimeoutSeconds}
                    # Transient errors of Lambda
                    Retry: &retry
                      - ErrorEquals: [Lambda.TooManyRequestsException, Lambda.ServiceException]
                        MaxAttempts: 6
                    Output: |-
                      {% $merge([
                        $states.input,
                        {"total": $sum($states.result.prices)}
                      ]) %}
                    Next: Charge
                  Charge:
                    Type: Task
                    Resource: ${ChargeArn}
                    TimeoutSeconds: ${ChargeTaskTimeoutSeconds}
                    Retry: *retry
                    End: true
                """;
    }

    @Override
    Map<String, String> files() {
        return Map.of(
                "price/handler.py", """
                def handler(event, context):
                    return {"prices": [len(item) for item in event["items"]]}
                """,
                "charge/handler.py", """
                def handler(event, context):
                    return {"order": event["order"], "charged": event["total"]}
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {"order": "7", "items": ["tea", "cups"]},
                  "mocks": {
                    "Charge": {
                      "0": {"Throw": {"Error": "Lambda.TooManyRequestsException"}},
                      "1": {"Return": {"charged": 7}}
                    }
                  },
                  "output": {"charged": 7},
                  "path": ["Price", "Charge"]
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow InvokePrice: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-price
                workflow InvokeCharge: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-charge
                """;
    }
}
