package stepfunction.recipes;

import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.aws.dynamodb.inputs.TableAttributeArgs;
import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** A function reads a table; the workflow has no part in that. */
class FunctionWithTableTest extends Recipe {

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
        return Plan.of("workflow.asl.json", config)
                .function("price", "price", function -> function.uses(orders, "dynamodb:GetItem"))
                .target(orders);
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
        return Map.of(
                "price/handler.py", """
                import os

                import boto3

                orders = boto3.resource("dynamodb").Table(os.environ["ORDERS_NAME"])


                def handler(event, context):
                    item = orders.get_item(Key={"id": event["id"]})["Item"]
                    return {"id": event["id"], "price": int(item["price"])}
                """,
                "price/tests/test_handler.py", """
                import unittest
                from unittest import mock

                import handler


                class PriceTest(unittest.TestCase):
                    def test_price_is_read_from_the_table(self):
                        with mock.patch.object(handler, "orders") as orders:
                            orders.get_item.return_value = {"Item": {"id": "7", "price": 20}}

                            self.assertEqual(handler.handler({"id": "7"}, None), {"id": "7", "price": 20})

                        orders.get_item.assert_called_once_with(Key={"id": "7"})
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {"id": "7"},
                  "mocks": {"Price": {"Return": {"id": "7", "price": 20}}},
                  "output": {"price": 20}
                }
                """;
    }

    @Override
    String permissions() {
        return """
                price UseOrders: dynamodb:GetItem on arn:aws:dynamodb:eu-central-1:123456789012:table/orders-0a1b2c3
                workflow InvokePrice: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-price
                """;
    }
}
