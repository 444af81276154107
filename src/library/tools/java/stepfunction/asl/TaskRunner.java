package stepfunction.asl;

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
     * Is told that a state is tried again, of which the history of an execution says nothing.
     *
     * @param retrier its index in the state's Retry
     */
    default void retries(State state, int retrier) {}
}
