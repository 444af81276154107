package stepfunction.recipes;

import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A Task creates a schedule, which sends a reminder later; the role passes on that of the schedule. */
class ReminderTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config)
                .allow(
                        "scheduler:CreateSchedule",
                        "arn:${Partition}:scheduler:${Region}:${AccountId}:schedule/reminders/order-*");
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Remind",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Remind": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::aws-sdk:scheduler:createSchedule",
                      "TimeoutSeconds": 30,
                      "Arguments": {
                        "Name": "{% 'order-' & $states.input.order %}",
                        "GroupName": "reminders",
                        "ScheduleExpression": "{% 'at(' & $states.input.time & ')' %}",
                        "FlexibleTimeWindow": {"Mode": "OFF"},
                        "ActionAfterCompletion": "DELETE",
                        "Target": {
                          "Arn": "arn:aws:sns:eu-central-1:123456789012:reminders",
                          "RoleArn": "arn:aws:iam::123456789012:role/send-reminders",
                          "Input": "{% $states.input.order %}"
                        }
                      },
                      "Output": "{% $states.result.ScheduleArn %}",
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
                  "input": {"order": "7", "time": "2026-12-24T09:00:00"},
                  "mocks": {
                    "Remind": {
                      "Return": {"ScheduleArn": "arn:aws:scheduler:eu-central-1:123456789012:schedule/reminders/order-7"}
                    }
                  },
                  "output": "arn:aws:scheduler:eu-central-1:123456789012:schedule/reminders/order-7"
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow CallRoleSendReminders: iam:PassRole on arn:aws:iam::123456789012:role/send-reminders if iam:PassedToService StringEquals scheduler.amazonaws.com
                workflow AllowSchedulerCreateSchedule: scheduler:CreateSchedule on arn:aws:scheduler:eu-central-1:123456789012:schedule/reminders/order-*
                """;
    }
}
