package stepfunction.recipes;

import com.pulumi.aws.apigatewayv2.inputs.ApiCorsConfigurationArgs;
import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.HttpRoute;
import stepfunction.plan.Plan;

/** A POST request starts the workflow, with its body as input, if it has a token of the issuer. The shop's pages may send it. */
class HttpRouteTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var cors = ApiCorsConfigurationArgs.builder()
                .allowOrigins("https://shop.example.com")
                .allowMethods("POST")
                .allowHeaders("authorization", "content-type")
                .build();
        var orders = HttpRoute.post("/orders")
                .jwt("https://login.example.com", "shop")
                .throttling(5, 10)
                .customizeApi(args -> args.corsConfiguration(cors));
        return Plan.of("workflow.asl.json", config)
                .function("confirm", "confirm")
                .startOn(orders);
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Confirm",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Confirm": {
                      "Type": "Task",
                      "Resource": "${ConfirmArn}",
                      "TimeoutSeconds": "${ConfirmTaskTimeoutSeconds}",
                      "End": true
                    }
                  }
                }
                """;
    }

    @Override
    Map<String, String> files() {
        return Map.of("confirm/handler.py", """
                def handler(event, context):
                    return "Order " + event["order"] + " is confirmed"
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {"order": "7"},
                  "output": "Order 7 is confirmed"
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow InvokeConfirm: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-confirm
                workflow-routes StartWorkflow: states:StartExecution on arn:aws:states:eu-central-1:123456789012:stateMachine:greeting
                """;
    }
}
