package stepfunction.recipes;

import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A Task runs a container to its end; the role passes on those of the container. */
class EcsTaskTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config)
                .allow("iam:PassRole", "arn:aws:iam::123456789012:role/report-task")
                .allow("iam:PassRole", "arn:aws:iam::123456789012:role/report-execution");
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Report",
                  "TimeoutSeconds": 4000,
                  "States": {
                    "Report": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::ecs:runTask.sync",
                      "Arguments": {
                        "Cluster": "arn:aws:ecs:eu-central-1:123456789012:cluster/jobs",
                        "TaskDefinition": "report",
                        "LaunchType": "FARGATE",
                        "NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": ["subnet-0a1b2c3d"]}},
                        "Overrides": {
                          "ContainerOverrides": [
                            {"Name": "report", "Environment": [{"Name": "DAY", "Value": "{% $states.input.day %}"}]}
                          ]
                        }
                      },
                      "TimeoutSeconds": 3600,
                      "Output": "{% $states.result.Containers[0].ExitCode %}",
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
                  "input": {"day": "2026-11-26"},
                  "mocks": {"Report": {"Return": {"Containers": [{"Name": "report", "ExitCode": 0}]}}},
                  "output": 0
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow CallReport: ecs:RunTask on arn:aws:ecs:eu-central-1:123456789012:task-definition/report:*
                workflow CallOnEveryResource: ecs:StopTask, ecs:DescribeTasks on *
                workflow ManageRules: events:PutTargets, events:PutRule, events:DescribeRule on arn:aws:events:eu-central-1:123456789012:rule/StepFunctionsGetEventsForECSTaskRule
                workflow AllowIamPassRole: iam:PassRole on arn:aws:iam::123456789012:role/report-task
                workflow AllowIamPassRole2: iam:PassRole on arn:aws:iam::123456789012:role/report-execution
                """;
    }
}
