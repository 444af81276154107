package stepfunction.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.aws.lambda.inputs.FunctionDeadLetterConfigArgs;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
import java.util.Map;
import org.junit.jupiter.api.Test;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** Events that a function could not handle go to a queue: those that callers have sent without waiting for an answer. */
class DeadLetterQueueTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var queueArgs = QueueArgs.builder().tags(config.tags()).build();
        var failed = Target.of("failed", () -> new Queue("failed", queueArgs), Queue::arn);
        return Plan.of("workflow.asl.json", config)
                .function(
                        "sum",
                        "sum",
                        function -> function.customize(
                                (args, context) -> args.deadLetterConfig(FunctionDeadLetterConfigArgs.builder()
                                        .targetArn(context.resource(failed).arn())
                                        .build())))
                .target(failed);
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
                sum SendFailedEvents: sqs:SendMessage on arn:aws:sqs:eu-central-1:123456789012:failed-0a1b2c3
                workflow InvokeSum: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-sum
                """;
    }

    @Test
    void function_sends_its_dead_letters_to_the_queue() {
        assertThat(stack().resource("sum-function").properties())
                .containsEntry(
                        "deadLetterConfig",
                        Map.of("targetArn", "arn:aws:sqs:eu-central-1:123456789012:failed-0a1b2c3"));
    }
}
