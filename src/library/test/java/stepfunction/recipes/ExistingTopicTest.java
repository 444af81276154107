package stepfunction.recipes;

import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** A Task publishes to another team's topic, which exists already. */
class ExistingTopicTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var news = Target.existing("news", "arn:aws:sns:eu-central-1:210987654321:shop-news");
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
                      "Arguments": {"TopicArn": "${NewsArn}", "Message": "{% $states.input.text %}"},
                      "Retry": [{"ErrorEquals": ["SNS.InternalErrorException"], "MaxAttempts": 2}],
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
                  "input": {"text": "We have moved"},
                  "mocks": {
                    "Publish": {
                      "0": {"Throw": {"Error": "SNS.InternalErrorException", "Cause": "Internal error"}},
                      "1": {"Return": {"MessageId": "1"}}
                    }
                  },
                  "output": {"MessageId": "1"}
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow CallNews: sns:Publish on arn:aws:sns:eu-central-1:210987654321:shop-news
                """;
    }
}
