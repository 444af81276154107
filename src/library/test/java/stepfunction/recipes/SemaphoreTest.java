package stepfunction.recipes;

import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.aws.dynamodb.inputs.TableAttributeArgs;
import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** A semaphore in a table: at most two executions do the work at a time, the others wait. */
class SemaphoreTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var table = TableArgs.builder()
                .billingMode("PAY_PER_REQUEST")
                .hashKey("id")
                .attributes(TableAttributeArgs.builder().name("id").type("S").build())
                .tags(config.tags())
                .build();
        var locks =
                Target.of("locks", () -> new Table("locks", table), Table::arn).with("Name", Table::name);
        return Plan.of("workflow.asl.json", config).function("work", "work").target(locks);
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Acquire",
                  "TimeoutSeconds": 3600,
                  "States": {
                    "Acquire": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::dynamodb:updateItem",
                      "Arguments": {
                        "TableName": "${LocksName}",
                        "Key": {"id": {"S": "work"}},
                        "UpdateExpression": "ADD holders :me",
                        "ConditionExpression": "attribute_not_exists(holders) OR size(holders) < :limit",
                        "ExpressionAttributeValues": {
                          ":me": {"SS": ["{% $states.context.Execution.Name %}"]},
                          ":limit": {"N": "2"}
                        }
                      },
                      "TimeoutSeconds": 30,
                      "Output": "{% $states.input %}",
                      "Catch": [
                        {
                          "ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"],
                          "Output": "{% $states.input %}",
                          "Next": "Wait"
                        }
                      ],
                      "Next": "Work"
                    },
                    "Wait": {"Type": "Wait", "Seconds": 30, "Next": "Acquire"},
                    "Work": {
                      "Type": "Task",
                      "Resource": "${WorkArn}",
                      "TimeoutSeconds": "${WorkTaskTimeoutSeconds}",
                      "Catch": [{"ErrorEquals": ["States.ALL"], "Output": "{% $states.errorOutput %}", "Next": "Release"}],
                      "Next": "Release"
                    },
                    "Release": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::dynamodb:updateItem",
                      "Arguments": {
                        "TableName": "${LocksName}",
                        "Key": {"id": {"S": "work"}},
                        "UpdateExpression": "DELETE holders :me",
                        "ExpressionAttributeValues": {":me": {"SS": ["{% $states.context.Execution.Name %}"]}}
                      },
                      "TimeoutSeconds": 30,
                      "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 5, "BackoffRate": 2}],
                      "Output": "{% $states.input %}",
                      "End": true
                    }
                  }
                }
                """;
    }

    @Override
    Map<String, String> files() {
        return Map.of("work/handler.py", """
                def handler(event, context):
                    return {"done": event["job"]}
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {"job": 7},
                  "mocks": {
                    "Acquire": {
                      "0": {"Throw": {"Error": "DynamoDB.ConditionalCheckFailedException", "Cause": "The conditional request failed"}},
                      "1": {"Return": {}}
                    },
                    "Release": {"Return": {}}
                  },
                  "output": {"done": 7},
                  "path": ["Acquire", "Wait", "Acquire", "Work", "Release"]
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow InvokeWork: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-work
                workflow CallLocks: dynamodb:UpdateItem on arn:aws:dynamodb:eu-central-1:123456789012:table/locks-0a1b2c3
                """;
    }
}
