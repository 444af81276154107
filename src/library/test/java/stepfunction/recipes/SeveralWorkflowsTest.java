package stepfunction.recipes;

import java.util.Map;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** Two workflows, the first of which runs the second and waits for its end. */
class SeveralWorkflowsTest extends Recipe {

    /** The program, of which the manual shows the method. */
    static final class App {

        public static Plan plan(StackConfig config) {
            return Plan.of("workflow.asl.json", config)
                    .function("pay", "pay")
                    .workflow("refund", "refund.asl.json", workflow -> workflow.logLevel("ALL"));
        }
    }

    @Override
    Plan plan(StackConfig config) {
        return App.plan(config);
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Refund",
                  "TimeoutSeconds": 900,
                  "States": {
                    "Refund": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::states:startExecution.sync:2",
                      "Arguments": {
                        "StateMachineArn": "${RefundArn}",
                        "Input": {
                          "order": "{% $states.input.order %}",
                          "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID": "{% $states.context.Execution.Id %}"
                        }
                      },
                      "TimeoutSeconds": 600,
                      "Output": "{% $states.result.Output %}",
                      "Catch": [{"ErrorEquals": ["States.TaskFailed"], "Next": "CallBack"}],
                      "End": true
                    },
                    "CallBack": {
                      "Type": "Pass",
                      "Output": {"callBack": true},
                      "End": true
                    }
                  }
                }
                """;
    }

    @Override
    Map<String, String> furtherWorkflows() {
        return Map.of("refund.asl.json", """
                {
                  "StartAt": "Pay",
                  "TimeoutSeconds": 300,
                  "States": {
                    "Pay": {
                      "Type": "Task",
                      "Resource": "${PayArn}",
                      "TimeoutSeconds": "${PayTaskTimeoutSeconds}",
                      "Retry": [{"ErrorEquals": ["Lambda.TooManyRequestsException"], "MaxAttempts": 2}],
                      "End": true
                    }
                  }
                }
                """);
    }

    @Override
    Map<String, String> files() {
        return Map.of("pay/handler.py", """
                def handler(event, context):
                    return {"refunded": event["order"]}
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {"order": "7"},
                  "output": {"refunded": "7"},
                  "path": ["Refund"]
                }
                """;
    }

    @Override
    Map<String, String> furtherCases() {
        return Map.of("declined", """
                {
                  "input": {"order": "7"},
                  "mocks": {"refund/Pay": {"Throw": {"Error": "Declined"}}},
                  "output": {"callBack": true},
                  "path": ["Refund", "CallBack"]
                }
                """, "refund/busy", """
                {
                  "input": {"order": "7"},
                  "mocks": {"Pay": {"0": {"Throw": {"Error": "Lambda.TooManyRequestsException"}}, "1": {"Return": {"refunded": "7"}}}},
                  "output": {"refunded": "7"}
                }
                """);
    }

    @Override
    String permissions() {
        return """
                workflow CallRefund: states:StartExecution on arn:aws:states:eu-central-1:123456789012:stateMachine:greeting-refund
                workflow CallRefundExecutions: states:DescribeExecution, states:StopExecution on arn:aws:states:eu-central-1:123456789012:execution:greeting-refund:*
                workflow ManageRules: events:PutTargets, events:PutRule, events:DescribeRule on arn:aws:events:eu-central-1:123456789012:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule
                refund InvokePay: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-pay
                """;
    }
}
