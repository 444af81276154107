package stepfunction.recipes;

import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A Task starts a crawler of Glue, which fills its data catalog. */
class CrawlerTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config);
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Crawl",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Crawl": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::aws-sdk:glue:startCrawler",
                      "TimeoutSeconds": 30,
                      "Arguments": {"Name": "orders"},
                      "Catch": [{"ErrorEquals": ["Glue.CrawlerRunningException"], "Next": "Running"}],
                      "Output": "started",
                      "End": true
                    },
                    "Running": {"Type": "Succeed", "Output": "running already"}
                  }
                }
                """;
    }

    @Override
    String example() {
        return """
                {
                  "input": {},
                  "mocks": {"Crawl": {"Throw": {"Error": "Glue.CrawlerRunningException", "Cause": "orders is running"}}},
                  "output": "running already"
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow CallOrders: glue:StartCrawler on arn:aws:glue:eu-central-1:123456789012:crawler/orders
                """;
    }
}
