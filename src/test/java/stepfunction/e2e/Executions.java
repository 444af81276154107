package stepfunction.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * The executions of a state machine in AWS.
 *
 * @param timeout how long one may take
 * @param interval between two looks at it
 */
record Executions(SfnClient stepFunctions, Duration timeout, Duration interval) {

    /**
     * Starts an execution and waits for its end.
     *
     * @return its output, JSON
     * @throws AssertionError when it ends in another status than SUCCEEDED
     * @throws org.awaitility.core.ConditionTimeoutException when it does not end in time
     */
    String outputOf(String stateMachineArn, String input) {
        var arn = stepFunctions
                .startExecution(
                        request -> request.stateMachineArn(stateMachineArn).input(input))
                .executionArn();
        var end = await("the end of " + arn)
                .atMost(timeout)
                .pollDelay(Duration.ZERO)
                .pollInterval(interval)
                .until(() -> describe(arn), execution -> execution.status() != ExecutionStatus.RUNNING);
        if (end.status() != ExecutionStatus.SUCCEEDED) {
            throw new AssertionError("%s must be SUCCEEDED, was %s: %s: %s"
                    .formatted(arn, end.statusAsString(), end.error(), end.cause()));
        }
        return end.output();
    }

    private DescribeExecutionResponse describe(String executionArn) {
        return stepFunctions.describeExecution(request -> request.executionArn(executionArn));
    }
}
