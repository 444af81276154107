package stepfunction.recipes;

import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.aws.dynamodb.inputs.TableAttributeArgs;
import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Schedule;
import stepfunction.plan.Target;

/** The example of the manual: a function charges an order that it finds in a table, and another team's topic announces it. */
class ManualPlanTest extends Recipe {

    /** The program, of which the manual shows the method. */
    static final class App {

        public static Plan plan(StackConfig config) {
            var orders = Target.of("orders", () -> new Table("orders", table(config)), Table::arn)
                    .with("Name", Table::name);
            var news = Target.existing("news", "arn:aws:sns:eu-central-1:210987654321:shop-news");
            var nightly =
                    Schedule.cron("nightly", "0 3 * * ? *", "Europe/Dublin").input("{\"order\": \"7\"}");

            return Plan.of("workflow.asl.json", config)
                    .function(
                            "charge",
                            "charge",
                            function -> function.memoryMb(512).uses(orders, "dynamodb:GetItem"))
                    .target(orders)
                    .target(news)
                    .allow("kms:Decrypt", "arn:aws:kms:eu-central-1:210987654321:key/1234abcd")
                    .when(config.flag("nightly"), plan -> plan.startOn(nightly));
        }

        private static TableArgs table(StackConfig config) {
            return TableArgs.builder()
                    .billingMode("PAY_PER_REQUEST")
                    .hashKey("id")
                    .attributes(
                            TableAttributeArgs.builder().name("id").type("S").build())
                    .tags(config.tags())
                    .build();
        }
    }

    @Override
    Plan plan(StackConfig config) {
        return App.plan(config);
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Charge",
                  "TimeoutSeconds": 300,
                  "States": {
                    "Charge": {
                      "Type": "Task",
                      "Resource": "${ChargeArn}",
                      "TimeoutSeconds": "${ChargeTaskTimeoutSeconds}",
                      "Retry": [{"ErrorEquals": ["Lambda.TooManyRequestsException"], "MaxAttempts": 2}],
                      "Assign": {"charge": "{% $states.result %}"},
                      "Next": "Publish"
                    },
                    "Publish": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::sns:publish",
                      "TimeoutSeconds": 10,
                      "Arguments": {"TopicArn": "${NewsArn}", "Message": "{% 'Order ' & $charge.order & ' is paid' %}"},
                      "Output": "{% $charge %}",
                      "End": true
                    }
                  }
                }
                """;
    }

    @Override
    Map<String, String> files() {
        return Map.of("charge/handler.py", """
                import os

                import boto3

                orders = boto3.resource("dynamodb").Table(os.environ["ORDERS_NAME"])


                def handler(event, context):
                    order = orders.get_item(Key={"id": event["order"]})["Item"]
                    return {"order": order["id"], "paid": True}
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {"order": "7"},
                  "mocks": {
                    "Charge": {
                      "0-1": {"Throw": {"Error": "Lambda.TooManyRequestsException"}},
                      "2": {"Return": {"order": "7", "paid": true}}
                    },
                    "Publish": {"Return": {"MessageId": "1"}}
                  },
                  "output": {"paid": true},
                  "path": ["Charge", "Publish"],
                  "calls": {"Publish": [{"Message": "Order 7 is paid"}]}
                }
                """;
    }

    @Override
    Map<String, String> ownConfig() {
        return Map.of("nightly", "true");
    }

    @Override
    String permissions() {
        return """
                charge UseOrders: dynamodb:GetItem on arn:aws:dynamodb:eu-central-1:123456789012:table/orders-0a1b2c3
                workflow InvokeCharge: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-charge
                workflow CallNews: sns:Publish on arn:aws:sns:eu-central-1:210987654321:shop-news
                workflow AllowKmsDecrypt: kms:Decrypt on arn:aws:kms:eu-central-1:210987654321:key/1234abcd
                workflow-schedules StartWorkflow: states:StartExecution on arn:aws:states:eu-central-1:123456789012:stateMachine:greeting
                """;
    }
}
