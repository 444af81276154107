package stepfunction.recipes;

import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Target;

/**
 * Each message of a queue starts the workflow, with an array of one message as input, whose body is a text. A message that was received
 * five times without success moves to another queue.
 */
class QueueMessagesTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var orders = Target.of("orders", QueueMessagesTest::queueWithRedrive, Queue::arn);
        return Plan.of("workflow.asl.json", config)
                .function("confirm", "confirm")
                .target(orders)
                .startOn(QueueMessages.of(orders)
                        .matching("{\"body\": {\"kind\": [\"order\"]}}")
                        .matches("{\"body\": {\"kind\": \"order\", \"id\": 7}}")
                        .ignores("{\"body\": {\"kind\": \"refund\", \"id\": 7}}"));
    }

    private static Queue queueWithRedrive() {
        var undelivered = new Queue("undelivered");
        var redrive = undelivered
                .arn()
                .applyValue(arn -> "{\"deadLetterTargetArn\": \"%s\", \"maxReceiveCount\": 5}".formatted(arn));
        return new Queue("orders", QueueArgs.builder().redrivePolicy(redrive).build());
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
                      "Arguments": "{% $parse($states.input[0].body) %}",
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
                  "input": [{"messageId": "1", "body": "{\\"kind\\": \\"order\\", \\"order\\": \\"7\\"}"}],
                  "output": "Order 7 is confirmed"
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow InvokeConfirm: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-confirm
                workflow-queues StartWorkflow: states:StartExecution on arn:aws:states:eu-central-1:123456789012:stateMachine:greeting
                workflow-queues ReceiveMessages: sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:ReceiveMessage on arn:aws:sqs:eu-central-1:123456789012:orders-0a1b2c3
                """;
    }
}
