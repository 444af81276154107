package stepfunction;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Set;

/**
 * The timeouts around one invocation: the function's fires before the Task's, and all attempts of all Tasks fit in the state
 * machine's.
 *
 * @param lambda the function's own
 * @param task of a Task, for one attempt
 * @param stateMachine of an execution
 */
record WorkflowTimeouts(Duration lambda, Duration task, Duration stateMachine) {

    /**
     * What one attempt may take beyond the function's timeout: 10 s to initialise, which Lambda does not count, and 5 s for
     * the way.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">AWS: Init phase</a>
     */
    private static final Duration TASK_MARGIN = Duration.ofSeconds(15);

    /** The types of state that take no time of their own, and Task. */
    private static final Set<String> BOUNDED = Set.of("Task", "Pass", "Choice", "Succeed", "Fail");

    /**
     * Derives the timeouts of a workflow that enters every state at most once.
     *
     * @param lambda the function's timeout, 1 s to 900 s
     * @param definition in Amazon States Language
     * @throws IllegalStateException for a type of state whose duration is not bounded by this formula
     */
    static WorkflowTimeouts of(Duration lambda, JsonObject definition) {
        var task = lambda.plus(TASK_MARGIN);
        var stateMachine = Duration.ZERO;
        for (var state : definition.getAsJsonObject("States").entrySet()) {
            var fields = state.getValue().getAsJsonObject();
            var type = fields.get("Type").getAsString();
            if (!BOUNDED.contains(type)) {
                throw new IllegalStateException("%s must be of a type whose duration is bounded, was %s; extend %s"
                        .formatted(state.getKey(), type, WorkflowTimeouts.class.getSimpleName()));
            }
            if (type.equals("Task")) {
                stateMachine = stateMachine.plus(longest(task, fields));
            }
        }
        return new WorkflowTimeouts(lambda, task, stateMachine);
    }

    /**
     * The longest that a Task may take, every retrier used up.
     *
     * @see <a href="https://states-language.net/spec.html#errors">Amazon States Language: Errors</a>
     */
    private static Duration longest(Duration task, JsonObject state) {
        var total = task;
        for (var element : state.has("Retry") ? state.getAsJsonArray("Retry") : new JsonArray()) {
            var retrier = element.getAsJsonObject();
            var delay = number(retrier, "IntervalSeconds", 1);
            var maxDelay = number(retrier, "MaxDelaySeconds", Double.MAX_VALUE);
            for (var attempt = 0; attempt < number(retrier, "MaxAttempts", 3); attempt++) {
                total = total.plus(task).plusMillis((long) (Math.min(delay, maxDelay) * 1000));
                delay *= number(retrier, "BackoffRate", 2);
            }
        }
        return total;
    }

    private static double number(JsonObject retrier, String field, double otherwise) {
        JsonElement value = retrier.get(field);
        return value == null ? otherwise : value.getAsDouble();
    }
}
