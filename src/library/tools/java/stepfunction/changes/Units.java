package stepfunction.changes;

/**
 * The units that AWS bills for the executions of a case: https://aws.amazon.com/step-functions/pricing/, https://aws.amazon.com/lambda/pricing/.
 *
 * @param stateTransitions of STANDARD executions: states entered, retries, and child executions of distributed Maps
 * @param expressRequests executions that are EXPRESS
 * @param lambdaRequests calls of functions, mocked or not
 * @param lambdaMbMsAtTimeouts memory and time, if each call takes as long as its function may
 */
public record Units(
        long stateTransitions,
        long expressRequests,
        long lambdaRequests,
        long lambdaMbMsAtTimeouts,
        Measured measured) {

    /**
     * As measured in one run: other runs give other numbers.
     *
     * @param expressMbMs memory and time of EXPRESS executions, in the steps in which they are billed
     * @param lambdaMbMs memory and time of the calls that were not mocked
     * @param lambdaRequests the calls that were not mocked
     */
    public record Measured(long expressMbMs, long lambdaMbMs, long lambdaRequests) {}
}
