package stepfunction.local;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Optional;
import stepfunction.asl.Resource;
import stepfunction.asl.TaskCall;
import stepfunction.asl.TaskFailure;
import stepfunction.binding.CalledApi;

/**
 * An error that a call fails with, which succeeded or failed otherwise in the case's own run.
 *
 * @param call the first that fails
 * @param isLasting whether all later calls of the state fail too
 */
record Fault(MockedState state, SentCalls.CallIndex call, String error, boolean isLasting) {

    private static final String TIMEOUT = "States.Timeout";

    /** The same error, which all later calls of the state meet too. */
    Fault lasting() {
        return new Fault(state, call, error, true);
    }

    /** How a call fails; absent for one that the fault leaves alone. */
    Optional<TaskFailure> failure(MockedState calling, SentCalls.CallIndex position, TaskCall taskCall) {
        var isMet = state.equals(calling) && (isLasting ? !position.isBefore(call) : position.equals(call));
        return isMet ? Optional.of(failure(taskCall)) : Optional.empty();
    }

    private TaskFailure failure(TaskCall taskCall) {
        var took = error.equals(TIMEOUT) ? taskCall.timeout().orElse(Duration.ZERO) : Duration.ZERO;
        return new TaskFailure(error, cause(Resource.parse(taskCall.resource())), took);
    }

    /** JSON where Step Functions sends JSON, which the workflow may parse. */
    private String cause(Resource resource) {
        var json = new JsonObject();
        if (resource instanceof Resource.Integration called && called.pattern().waitsForJob()) {
            json.addProperty("Status", "FAILED");
        } else if (new CalledApi(resource).invokesFunction()
                && !error.startsWith("States.")
                && !error.startsWith("Lambda.")) {
            json.addProperty("errorMessage", "made to fail");
            json.addProperty("errorType", error);
        }
        return json.isEmpty() ? "made to fail" : json.toString();
    }
}
