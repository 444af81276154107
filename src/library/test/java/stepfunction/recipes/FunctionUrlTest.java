package stepfunction.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.aws.lambda.FunctionUrl;
import com.pulumi.aws.lambda.FunctionUrlArgs;
import java.util.Map;
import org.junit.jupiter.api.Test;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A function has a URL, which callers sign their requests for, and the stack exports it. */
class FunctionUrlTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config).function("sum", "sum").declare(stack -> {
            var url = new FunctionUrl(
                    "sum-url",
                    FunctionUrlArgs.builder()
                            .functionName(stack.function("sum").name())
                            .authorizationType("AWS_IAM")
                            .build());
            stack.export("sumUrl", url.functionUrl());
        });
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
    void url_is_that_of_the_function() {
        assertThat(stack().resource("sum-url").properties())
                .containsEntry("functionName", "greeter-sum")
                .containsEntry("authorizationType", "AWS_IAM");
    }
}
