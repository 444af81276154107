package stepfunction.asl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error that a state ends with, for Retry and Catch to handle:
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html.
 */
final class StateError extends RuntimeException {

    static final String ALL = "States.ALL";
    static final String TIMEOUT = "States.Timeout";
    static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";
    static final String TASK_FAILED = "States.TaskFailed";
    static final String RUNTIME = "States.Runtime";
    static final String QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";
    static final String INTRINSIC_FAILURE = "States.IntrinsicFailure";
    static final String REFERENCE_PATH_CONFLICT = "States.ReferencePathConflict";
    static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";
    static final String ITEM_READER_FAILED = "States.ItemReaderFailed";
    static final String TOLERANCE_EXCEEDED = "States.ExceedToleratedFailureThreshold";

    private static final long serialVersionUID = 1;

    /** The way in which the state handles the error. */
    private enum Handling {
        /** Retry and Catch may handle it. */
        CATCHABLE,
        /** The same, and the cause begins with the state's name and event id. */
        CATCHABLE_WITH_PLACE,
        /** It ends the execution. */
        TERMINAL,
        /** The same, and the cause begins with the state's name and event id. */
        TERMINAL_WITH_PLACE
    }

    private final @Nullable String error;
    private final @Nullable String errorCause;
    private final Handling handling;
    private final boolean missedHeartbeat;

    private StateError(
            @Nullable String error, @Nullable String errorCause, Handling handling, boolean missedHeartbeat) {
        super(error + ": " + errorCause, null, false, false);
        this.error = error;
        this.errorCause = errorCause;
        this.handling = handling;
        this.missedHeartbeat = missedHeartbeat;
    }

    /** An error from a Task, a Fail or a service. */
    static StateError named(@Nullable String error, @Nullable String cause) {
        return new StateError(error, cause, RUNTIME.equals(error) ? Handling.TERMINAL : Handling.CATCHABLE, false);
    }

    /** A runtime error of the language, which neither Retry nor Catch can handle. */
    static StateError runtime(String cause) {
        return new StateError(RUNTIME, cause, Handling.TERMINAL_WITH_PLACE, false);
    }

    /** An error in the evaluation of a JSONata expression. */
    static StateError queryEvaluation(String cause) {
        return new StateError(QUERY_EVALUATION_ERROR, cause, Handling.CATCHABLE_WITH_PLACE, false);
    }

    static StateError intrinsicFailure(String cause) {
        return new StateError(INTRINSIC_FAILURE, cause, Handling.CATCHABLE_WITH_PLACE, false);
    }

    static StateError timeout() {
        return new StateError(TIMEOUT, null, Handling.CATCHABLE, false);
    }

    /** A timeout that Retry and Catch find by either name. */
    static StateError heartbeatTimeout() {
        return new StateError(TIMEOUT, null, Handling.CATCHABLE, true);
    }

    /** Ends the execution whatever state it is in. */
    static StateError terminal(String error, String cause) {
        return new StateError(error, cause, Handling.TERMINAL, false);
    }

    @Nullable
    String error() {
        return error;
    }

    @Nullable
    String errorCause() {
        return errorCause;
    }

    /** The error output of a catcher: Error and Cause, empty if absent. */
    Map<String, @Nullable Object> output() {
        var output = new LinkedHashMap<String, @Nullable Object>();
        output.put("Error", Objects.requireNonNullElse(error, ""));
        output.put("Cause", Objects.requireNonNullElse(errorCause, ""));
        return output;
    }

    boolean isTerminal() {
        return handling == Handling.TERMINAL || handling == Handling.TERMINAL_WITH_PLACE;
    }

    /** Whether a name in ErrorEquals stands for this error. */
    boolean isNamed(String errorEquals) {
        return switch (errorEquals) {
            case ALL -> true;
            case TASK_FAILED -> !TIMEOUT.equals(error);
            case HEARTBEAT_TIMEOUT -> missedHeartbeat || errorEquals.equals(error);
            default -> errorEquals.equals(error);
        };
    }

    /** Whether the ErrorEquals of a retrier or a catcher names this error. */
    boolean isNamedIn(Fields handler) {
        return handler.texts("ErrorEquals").stream().anyMatch(this::isNamed);
    }

    /** The same error, with a cause that names the place where the query language found it. */
    StateError in(String state, int enteredEventId) {
        var place = "An error occurred while executing the state '%s' (entered at the event id #%d). "
                .formatted(state, enteredEventId);
        return switch (handling) {
            case CATCHABLE, TERMINAL -> this;
            case CATCHABLE_WITH_PLACE -> new StateError(error, place + errorCause, Handling.CATCHABLE, false);
            case TERMINAL_WITH_PLACE -> new StateError(error, place + errorCause, Handling.TERMINAL, false);
        };
    }
}
