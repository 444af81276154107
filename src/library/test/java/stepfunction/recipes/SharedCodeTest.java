package stepfunction.recipes;

import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** Two functions share the code of one folder. */
class SharedCodeTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config)
                .function("price", "orders", function -> function.handler("price.handler"))
                .function("bill", "orders", function -> function.handler("bill.handler"));
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
                      "Next": "Bill"
                    },
                    "Bill": {
                      "Type": "Task",
                      "Resource": "${BillArn}",
                      "TimeoutSeconds": "${BillTaskTimeoutSeconds}",
                      "End": true
                    }
                  }
                }
                """;
    }

    @Override
    Map<String, String> files() {
        return Map.of(
                "orders/price.py", """
                import money


                def handler(event, context):
                    return money.cents(event["pieces"] * 20)
                """,
                "orders/bill.py", """
                import money


                def handler(event, context):
                    return "To pay: " + money.text(event)
                """,
                "orders/money.py", """
                def cents(amount):
                    return amount * 100


                def text(cents):
                    return f"{cents / 100:.2f}"
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {"pieces": 3},
                  "output": "To pay: 60.00"
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow InvokePrice: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-price
                workflow InvokeBill: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-bill
                """;
    }
}
