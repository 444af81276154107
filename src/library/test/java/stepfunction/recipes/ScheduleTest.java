package stepfunction.recipes;

import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Schedule;

/**
 * A schedule starts the workflow each night, where the stack's config says so. Pulumi.yaml declares the key:
 * {@code nightly: {type: boolean, default: false, description: Whether the workflow runs each night}}.
 */
class ScheduleTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var nightly = Schedule.cron("nightly", "0 3 * * ? *", "Europe/Dublin").input("{\"what\": \"yesterday\"}");
        return Plan.of("workflow.asl.json", config)
                .function("report", "report")
                .when(config.flag("nightly"), plan -> plan.startOn(nightly));
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Report",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Report": {
                      "Type": "Task",
                      "Resource": "${ReportArn}",
                      "TimeoutSeconds": "${ReportTaskTimeoutSeconds}",
                      "End": true
                    }
                  }
                }
                """;
    }

    @Override
    Map<String, String> files() {
        return Map.of("report/handler.py", """
                def handler(event, context):
                    return "The report of " + event["what"]
                """);
    }

    @Override
    Map<String, String> ownConfig() {
        return Map.of("nightly", "true");
    }

    @Override
    String example() {
        return """
                {
                  "input": {"what": "yesterday"},
                  "output": "The report of yesterday"
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow InvokeReport: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-report
                workflow-schedules StartWorkflow: states:StartExecution on arn:aws:states:eu-central-1:123456789012:stateMachine:greeting
                """;
    }
}
