package stepfunction.asl;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A type of event: https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html. */
public enum EventType {
    EXECUTION_STARTED,
    EXECUTION_SUCCEEDED,
    EXECUTION_FAILED,
    EXECUTION_TIMED_OUT,
    EXECUTION_ABORTED,
    PASS_STATE_ENTERED,
    PASS_STATE_EXITED,
    CHOICE_STATE_ENTERED,
    CHOICE_STATE_EXITED,
    SUCCEED_STATE_ENTERED,
    SUCCEED_STATE_EXITED,
    FAIL_STATE_ENTERED,
    WAIT_STATE_ENTERED,
    WAIT_STATE_EXITED,
    WAIT_STATE_ABORTED,
    TASK_STATE_ENTERED,
    TASK_STATE_EXITED,
    TASK_STATE_ABORTED,
    PARALLEL_STATE_ENTERED,
    PARALLEL_STATE_STARTED,
    PARALLEL_STATE_SUCCEEDED,
    PARALLEL_STATE_FAILED,
    PARALLEL_STATE_EXITED,
    PARALLEL_STATE_ABORTED,
    MAP_STATE_ENTERED,
    MAP_STATE_STARTED,
    MAP_STATE_SUCCEEDED,
    MAP_STATE_FAILED,
    MAP_STATE_EXITED,
    MAP_STATE_ABORTED,
    MAP_ITERATION_STARTED,
    MAP_ITERATION_SUCCEEDED,
    MAP_ITERATION_FAILED,
    MAP_ITERATION_ABORTED,
    MAP_RUN_STARTED,
    MAP_RUN_SUCCEEDED,
    MAP_RUN_FAILED,
    LAMBDA_FUNCTION_SCHEDULED,
    LAMBDA_FUNCTION_STARTED,
    LAMBDA_FUNCTION_SUCCEEDED,
    LAMBDA_FUNCTION_FAILED,
    LAMBDA_FUNCTION_TIMED_OUT,
    TASK_SCHEDULED,
    TASK_STARTED,
    TASK_SUBMITTED,
    TASK_SUCCEEDED,
    TASK_FAILED,
    TASK_TIMED_OUT,
    ACTIVITY_SCHEDULED,
    ACTIVITY_STARTED,
    ACTIVITY_SUCCEEDED,
    ACTIVITY_FAILED,
    ACTIVITY_TIMED_OUT,
    EVALUATION_FAILED;

    private final String text = Arrays.stream(name().split("_", -1))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining());

    /** As Step Functions spells it, such as {@code TaskStateEntered}. */
    public String text() {
        return text;
    }

    static EventType entered(StateType type) {
        return valueOf(type.name() + "_STATE_ENTERED");
    }

    /** Absent in Fail, which ends the execution. */
    static EventType exited(StateType type) {
        return valueOf(type.name() + "_STATE_EXITED");
    }

    /** Of Parallel and Map. */
    static EventType failed(StateType type) {
        return valueOf(type.name() + "_STATE_FAILED");
    }

    /** Of the states that take time: Task, Wait, Parallel and Map. */
    static EventType aborted(StateType type) {
        return valueOf(type.name() + "_STATE_ABORTED");
    }
}
