package stepfunction.local;

import java.util.Optional;
import stepfunction.asl.Resource;
import stepfunction.asl.State;
import stepfunction.binding.Callee;

/**
 * The call of a Task that starts an execution of a state machine:
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html.
 *
 * @param stateMachine absent where nothing names it
 */
record ExecutionStart(StartMode mode, Optional<Callee> stateMachine) {

    /** Which API it is, and whether the Task waits for the end. */
    enum StartMode {
        START,
        START_AND_WAIT,
        START_AND_WAIT_FOR_JSON,
        SDK_START,
        SDK_START_SYNC;

        /** Whether it is an AWS SDK integration; if not, it is the optimized one. */
        boolean isSdk() {
            return this == SDK_START || this == SDK_START_SYNC;
        }

        /** Whether the Task gets the state of the execution at its end. */
        boolean waits() {
            return this == START_AND_WAIT || this == START_AND_WAIT_FOR_JSON;
        }
    }

    /** Absent for any other call, and for one that waits for a task token. */
    static Optional<ExecutionStart> by(State state) {
        return Called.by(state)
                .flatMap(call -> api(call.resource()).map(api -> new ExecutionStart(api, call.callee())));
    }

    private static Optional<StartMode> api(Resource resource) {
        if (!(resource instanceof Resource.Integration integration)) {
            return Optional.empty();
        }
        var api = integration.key() + integration.pattern().suffix();
        return switch (api) {
            case "states:startExecution" -> Optional.of(StartMode.START);
            case "states:startExecution.sync" -> Optional.of(StartMode.START_AND_WAIT);
            case "states:startExecution.sync:2" -> Optional.of(StartMode.START_AND_WAIT_FOR_JSON);
            case "aws-sdk:sfn:startExecution" -> Optional.of(StartMode.SDK_START);
            case "aws-sdk:sfn:startSyncExecution" -> Optional.of(StartMode.SDK_START_SYNC);
            default -> Optional.empty();
        };
    }
}
