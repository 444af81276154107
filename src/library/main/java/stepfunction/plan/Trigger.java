package stepfunction.plan;

import java.util.Optional;
import java.util.Set;

/** Starts executions of the state machine: a {@link Schedule}, an {@link Event}, an {@link HttpRoute} or {@link QueueMessages}. */
public sealed interface Trigger permits Schedule, Event, HttpRoute, QueueMessages {

    /** Such as {@code nightly}; the user chooses the names of schedules and events, others follow from what they are about. */
    String name();

    /** The queue that receives what could not be delivered. */
    Optional<Target<?>> deadLetterQueue();

    /** The names of the placeholders that it refers to. */
    Set<String> neededPlaceholders();

    /** The JSON that may have placeholders: a schedule's input, the pattern of events or messages. */
    String json();

    /** Its name in messages, such as {@code the schedule nightly}. */
    String title();

    /** Whether the plan chooses its name, and it does not follow from what it is about. */
    default boolean isNamedInPlan() {
        return true;
    }

    /** Whether the user's own code in it may refer to targets. */
    default boolean mayUseTargets() {
        return false;
    }
}
