package stepfunction.asl;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a Task failed. */
public final class TaskFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final String error;
    private final @Nullable String errorCause;
    private final Duration took;

    /**
     * A failure that Retry and Catch may handle.
     *
     * @param error its name, for ErrorEquals
     * @param took by which the virtual time advances
     */
    public TaskFailure(String error, @Nullable String cause, Duration took) {
        super(error + ": " + cause, null, false, false);
        this.error = error;
        this.errorCause = cause;
        this.took = took;
    }

    public String error() {
        return error;
    }

    @Nullable
    String errorCause() {
        return errorCause;
    }

    Duration took() {
        return took;
    }
}
