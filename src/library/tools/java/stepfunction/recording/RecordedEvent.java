package stepfunction.recording;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Optional;
import stepfunction.asl.Fields;

/**
 * An event of a recorded execution, in whatever form it was written.
 *
 * @param previousId of the event that led to it; 0 for the first one
 * @param type such as {@code TaskStateEntered}
 * @param details with inputs, outputs and parameters as JSON, not as text
 */
record RecordedEvent(int id, int previousId, String type, Instant time, JsonObject details) {

    private static final String ENTERED = "StateEntered";
    private static final String EXITED = "StateExited";

    boolean is(String otherType) {
        return type.equals(otherType);
    }

    boolean isEntered() {
        return type.endsWith(ENTERED);
    }

    boolean isExited() {
        return type.endsWith(EXITED);
    }

    /** Whether a Task calls: a function, a service or an activity. */
    boolean isScheduled() {
        return type.endsWith("Scheduled");
    }

    boolean isEndOfExecution() {
        return switch (type) {
            case "ExecutionSucceeded", "ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted" -> true;
            default -> false;
        };
    }

    /** Whether a call has succeeded. */
    boolean isSuccess() {
        return isOfCall() && type.endsWith("Succeeded");
    }

    /** Whether a call has failed, or could not even start. */
    boolean isFailure() {
        return isOfCall() && (type.endsWith("Failed") || isTimeout());
    }

    boolean isTimeout() {
        return isOfCall() && type.endsWith("TimedOut");
    }

    private boolean isOfCall() {
        return type.startsWith("LambdaFunction") || type.startsWith("Activity") || isOfService();
    }

    private boolean isOfService() {
        return type.startsWith("Task") && !type.startsWith("TaskState");
    }

    /** The name of the state that is entered or exited, or of the Map that an iteration is of. */
    Optional<String> name() {
        return text("name");
    }

    Optional<JsonElement> get(String detail) {
        return Optional.ofNullable(details.get(detail));
    }

    Optional<String> text(String detail) {
        return new Fields(details).text(detail);
    }

    /** The arguments of a call, in a field whose name differs between functions, activities and services. */
    Optional<JsonElement> arguments() {
        return get("parameters").or(() -> get("input"));
    }

    /** As messages call it. */
    String title() {
        return "event %d (%s)".formatted(id, type);
    }
}
