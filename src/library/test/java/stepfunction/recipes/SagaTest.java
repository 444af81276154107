package stepfunction.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A saga: when a step fails for good, what was done before is undone, and the execution fails. */
class SagaTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config)
                .function("reserve", "booking", function -> function.handler("handler.reserve"))
                .function("release", "booking", function -> function.handler("handler.release"))
                .function("charge", "booking", function -> function.handler("handler.charge"));
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Reserve",
                  "TimeoutSeconds": 120,
                  "States": {
                    "Reserve": {
                      "Type": "Task",
                      "Resource": "${ReserveArn}",
                      "TimeoutSeconds": "${ReserveTaskTimeoutSeconds}",
                      "Assign": {"reservation": "{% $states.result %}"},
                      "Next": "Charge"
                    },
                    "Charge": {
                      "Type": "Task",
                      "Resource": "${ChargeArn}",
                      "TimeoutSeconds": "${ChargeTaskTimeoutSeconds}",
                      "Catch": [
                        {"ErrorEquals": ["States.ALL"], "Assign": {"failure": "{% $states.errorOutput %}"}, "Next": "Release"}
                      ],
                      "End": true
                    },
                    "Release": {
                      "Type": "Task",
                      "Resource": "${ReleaseArn}",
                      "Arguments": "{% $reservation %}",
                      "TimeoutSeconds": "${ReleaseTaskTimeoutSeconds}",
                      "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 5, "BackoffRate": 2}],
                      "Next": "Undone"
                    },
                    "Undone": {"Type": "Fail", "Error": "{% $failure.Error %}", "Cause": "The reservation was released"}
                  }
                }
                """;
    }

    @Override
    Map<String, String> files() {
        return Map.of("booking/handler.py", """
                class CardDeclined(Exception):
                    pass


                def reserve(event, context):
                    return {"seat": event["seat"], "card": event["card"]}


                def charge(event, context):
                    if event["card"] == "expired":
                        raise CardDeclined("expired")
                    return {"seat": event["seat"], "paid": True}


                def release(event, context):
                    return {"released": event["seat"]}
                """);
    }

    @Override
    String example() {
        return """
                {
                  "input": {"seat": "7A", "card": "expired"},
                  "error": "CardDeclined",
                  "path": ["Reserve", "Charge", "Release", "Undone"]
                }
                """;
    }

    @Override
    Map<String, String> furtherCases() {
        return Map.of("paid", """
                {
                  "input": {"seat": "7A", "card": "valid"},
                  "output": {"paid": true},
                  "faults": {"undone": {"Reserve": "Release"}}
                }
                """);
    }

    @Test
    void table_of_faults_shows_what_is_undone_and_what_is_not_handled() {
        assertThat(faultTable()).endsWith("""
                | call | fails with | once | from then on | in the cases |
                | --- | --- | --- | --- | --- |
                | `Reserve` | `States.Timeout`, `States.TaskFailed`, `Lambda.TooManyRequestsException` | **fails with this error** | the same | `example` |
                | `Charge` | `States.Timeout`, `States.TaskFailed`, `Lambda.TooManyRequestsException` | Catch[0] leads to `Release`, then fails with this error | the same | `example` |
                | `Release` | `States.Timeout` | retried, then fails with `CardDeclined`, as in the case | retried, then **times out** | `example` |
                | `Release` | `States.TaskFailed`, `Lambda.TooManyRequestsException` | retried, then fails with `CardDeclined`, as in the case | retried, then **fails with this error** | `example` |

                9 failures of calls were tried; nothing handles 3 of them if they happen once, and 6 if they persist.
                """);
    }

    @Test
    void errors_of_all_failures_are_those_that_the_case_names() {
        assertThat(differencesOfFaults("""
                {
                  "input": {"seat": "7A", "card": "expired"},
                  "error": "CardDeclined",
                  "faults": {"error": ["CardDeclined"]}
                }
                """))
                .contains(
                        "faults: if call 0 of Reserve fails with States.Timeout, error must be one of CardDeclined, was States.Timeout");
    }

    @Override
    String permissions() {
        return """
                workflow InvokeReserve: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-reserve
                workflow InvokeRelease: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-release
                workflow InvokeCharge: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-charge
                """;
    }
}
