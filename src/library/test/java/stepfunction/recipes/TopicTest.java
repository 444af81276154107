package stepfunction.recipes;

import com.pulumi.aws.sns.Topic;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** A Task publishes to a topic. */
class TopicTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var news = Target.of("news", () -> new Topic("news"), Topic::arn);
        return Plan.of("workflow.asl.json", config).target(news);
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Publish",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Publish": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::sns:publish",
                      "TimeoutSeconds": 10,
                      "Arguments": {"TopicArn": "${NewsArn}", "Message": "{% 'Order ' & $states.input.id & ' was shipped' %}"},
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
                  "mocks": {"Publish": {"Return": {"MessageId": "1"}}},
                  "output": {"MessageId": "1"}
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow CallNews: sns:Publish on arn:aws:sns:eu-central-1:123456789012:news-0a1b2c3
                """;
    }
}
