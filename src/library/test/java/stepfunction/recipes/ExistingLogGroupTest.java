package stepfunction.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/**
 * A function takes over its log group, which Lambda made when the function was still deployed otherwise. The options may be removed
 * after the first {@code pulumi up}, which then sets retention and tags.
 */
class ExistingLogGroupTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config)
                .function(
                        "sum",
                        "sum",
                        function -> function.customizeLogGroup((args, context) -> context.options()
                                .importId("/aws/lambda/%s-sum".formatted(config.lambdaFunctionName()))
                                .ignoreChanges("retentionInDays", "tags")));
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Sum",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Sum": {
                      "Type": "Task",
                      "Resource": "${SumArn}",
                      "TimeoutSeconds": "${SumTaskTimeoutSeconds}",
                      "End": true
                    }
                  }
                }
                """;
    }

    @Override
    Map<String, String> files() {
        return Map.of("sum/handler.py", """
                def handler(event, context):
                    return {"total": sum(event["prices"])}
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {"prices": [20, 3]},
                  "output": {"total": 23}
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow InvokeSum: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-sum
                """;
    }

    @Test
    void imported_log_group_is_the_functions() {
        var logGroup = stack().resource("sum-log-group");

        assertThat(logGroup.importId()).contains(logGroup.input("name"));
    }
}
