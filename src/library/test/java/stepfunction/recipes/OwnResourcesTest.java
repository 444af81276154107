package stepfunction.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.aws.cloudwatch.Dashboard;
import com.pulumi.aws.cloudwatch.DashboardArgs;
import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.core.Output;
import java.util.Map;
import org.junit.jupiter.api.Test;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.StackResources;

/** A dashboard and an alarm of the user's own watch the workflow, and the stack exports where the dashboard is. */
class OwnResourcesTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config).function("sum", "sum").declare(stack -> {
            var dashboard = dashboard(stack, config);
            slownessAlarm(stack, config);
            stack.export("dashboard", dashboard.dashboardName());
        });
    }

    private static Dashboard dashboard(StackResources stack, StackConfig config) {
        var body = Output.tuple(stack.workflow().arn(), stack.function("sum").name())
                .applyValue(known -> """
                        {
                          "widgets": [
                            {
                              "type": "metric", "width": 12, "height": 6,
                              "properties": {
                                "region": "REGION",
                                "stat": "Sum",
                                "metrics": [
                                  ["AWS/States", "ExecutionsSucceeded", "StateMachineArn", "MACHINE"],
                                  ["AWS/Lambda", "Errors", "FunctionName", "FUNCTION"]
                                ]
                              }
                            }
                          ]
                        }
                        """.replace("REGION", config.region())
                        .replace("MACHINE", known.t1)
                        .replace("FUNCTION", known.t2));
        return new Dashboard(
                "overview",
                DashboardArgs.builder()
                        .dashboardName(config.stepFunctionName())
                        .dashboardBody(body)
                        .build());
    }

    private static void slownessAlarm(StackResources stack, StackConfig config) {
        new MetricAlarm(
                "slow",
                MetricAlarmArgs.builder()
                        .name(config.stepFunctionName() + "-slow")
                        .namespace("AWS/States")
                        .metricName("ExecutionTime")
                        .dimensions(stack.workflow().arn().applyValue(arn -> Map.of("StateMachineArn", arn)))
                        .extendedStatistic("p90")
                        .period(300)
                        .evaluationPeriods(3)
                        .comparisonOperator("GreaterThanThreshold")
                        .threshold(30_000.0)
                        .treatMissingData("notBreaching")
                        .tags(config.tags())
                        .build());
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
    void dashboard_and_alarm_watch_the_workflow() {
        assertThat(stack().resource("overview").input("dashboardBody"))
                .contains("\"arn:aws:states:eu-central-1:123456789012:stateMachine:greeting\"", "\"greeter-sum\"");
        assertThat(stack().resource("slow").properties())
                .containsEntry(
                        "dimensions",
                        Map.of("StateMachineArn", "arn:aws:states:eu-central-1:123456789012:stateMachine:greeting"));
        assertThat(stack().exports()).containsEntry("dashboard", "greeting");
    }
}
