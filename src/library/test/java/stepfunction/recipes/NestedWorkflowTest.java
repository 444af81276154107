package stepfunction.recipes;

import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** A Task runs another workflow and waits for its output. */
class NestedWorkflowTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        var billing = Target.existing("billing", "arn:aws:states:eu-central-1:123456789012:stateMachine:billing");
        return Plan.of("workflow.asl.json", config).target(billing);
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Bill",
                  "TimeoutSeconds": 900,
                  "States": {
                    "Bill": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::states:startExecution.sync:2",
                      "Arguments": {
                        "StateMachineArn": "${BillingArn}",
                        "Input": {
                          "order": "{% $states.input.id %}",
                          "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID": "{% $states.context.Execution.Id %}"
                        }
                      },
                      "TimeoutSeconds": 600,
                      "Output": "{% $states.result.Output.bill %}",
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
                  "mocks": {"Bill": {"Return": {"Status": "SUCCEEDED", "Output": {"bill": "B-7"}}}},
                  "output": "B-7"
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow CallBilling: states:StartExecution on arn:aws:states:eu-central-1:123456789012:stateMachine:billing
                workflow CallBillingExecutions: states:DescribeExecution, states:StopExecution on arn:aws:states:eu-central-1:123456789012:execution:billing:*
                workflow ManageRules: events:PutTargets, events:PutRule, events:DescribeRule on arn:aws:events:eu-central-1:123456789012:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule
                """;
    }
}
