package stepfunction.recipes;

import com.pulumi.aws.sqs.Queue;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** A Task sends a message to a queue. */
class QueueTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var mail = Target.of("mail", () -> new Queue("mail"), Queue::arn).with("Url", Queue::url);
        return Plan.of("workflow.asl.json", config).target(mail);
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Send",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Send": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::sqs:sendMessage",
                      "TimeoutSeconds": 10,
                      "Arguments": {"QueueUrl": "${MailUrl}", "MessageBody": "{% $states.input %}"},
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
                  "input": {"to": "ada@example.com"},
                  "mocks": {"Send": {"Return": {"MessageId": "1"}}},
                  "output": {"MessageId": "1"}
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow CallMail: sqs:SendMessage on arn:aws:sqs:eu-central-1:123456789012:mail-0a1b2c3
                """;
    }
}
