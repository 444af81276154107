package stepfunction.recipes;

import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.aws.dynamodb.inputs.TableAttributeArgs;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** Tasks write an item of a table and read it back. */
class TableTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var table = TableArgs.builder()
                .billingMode("PAY_PER_REQUEST")
                .hashKey("id")
                .attributes(TableAttributeArgs.builder().name("id").type("S").build())
                .tags(config.tags())
                .build();

        var orders = Target.of("orders", () -> new Table("orders", table), Table::arn)
                .with("Name", Table::name);
        return Plan.of("workflow.asl.json", config).target(orders);
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Put",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Put": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::dynamodb:putItem",
                      "TimeoutSeconds": 10,
                      "Arguments": {
                        "TableName": "${OrdersName}",
                        "Item": {"id": {"S": "{% $states.input.id %}"}, "state": {"S": "open"}}
                      },
                      "Assign": {"id": "{% $states.input.id %}"},
                      "Next": "Get"
                    },
                    "Get": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::dynamodb:getItem",
                      "TimeoutSeconds": 10,
                      "Arguments": {"TableName": "${OrdersName}", "Key": {"id": {"S": "{% $id %}"}}},
                      "Output": "{% $states.result.Item.state.S %}",
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
                  "mocks": {
                    "Put": {"Return": {}},
                    "Get": {"Return": {"Item": {"id": {"S": "7"}, "state": {"S": "open"}}}}
                  },
                  "output": "open"
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow CallOrders: dynamodb:PutItem, dynamodb:GetItem on arn:aws:dynamodb:eu-central-1:123456789012:table/orders-0a1b2c3
                """;
    }
}
