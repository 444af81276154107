package stepfunction.asl;

import java.util.Optional;

/** Does what a Task calls. The interpreter knows no service itself. */
@FunctionalInterface
public interface TaskRunner {

    /**
     * Does it, and returns what it gives.
     *
     * @throws TaskFailure what Retry and Catch see
     */
    TaskResult run(TaskCall call) throws TaskFailure;

    /**
     * Is notified that a state is tried again, which the history of an execution does not record.
     *
     * @param retrier its index in the state's Retry
     */
    default void retries(State state, int retrier) {}

    /**
     * Answers for an attempt of a distributed Map as a whole, whose items are then neither read nor processed.
     *
     * @return absent where the Map runs
     * @throws TaskFailure likewise
     */
    default Optional<TaskResult> runMap(State map) throws TaskFailure {
        return Optional.empty();
    }
}
