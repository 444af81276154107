package stepfunction.recipes;

import com.pulumi.aws.cloudwatch.EventBus;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** A Task puts an event on a bus. */
class EventBusTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var shop = Target.of("shop", () -> new EventBus("shop"), EventBus::arn).with("Name", EventBus::name);
        return Plan.of("workflow.asl.json", config).target(shop);
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Announce",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Announce": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::events:putEvents",
                      "TimeoutSeconds": 10,
                      "Arguments": {
                        "Entries": [
                          {
                            "EventBusName": "${ShopName}",
                            "Source": "orders",
                            "DetailType": "Order shipped",
                            "Detail": "{% $states.input %}"
                          }
                        ]
                      },
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
                  "input": {"id": "7"},
                  "mocks": {"Announce": {"Return": {"FailedEntryCount": 0, "Entries": [{"EventId": "1"}]}}},
                  "output": {"FailedEntryCount": 0}
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow CallShop: events:PutEvents on arn:aws:events:eu-central-1:123456789012:event-bus/shop-0a1b2c3
                """;
    }
}
