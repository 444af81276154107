package stepfunction.plan;

import java.util.Optional;
import java.util.Set;

/** Starts executions of the state machine: a {@link Schedule} or an {@link Event}. */
public sealed interface Trigger permits Schedule, Event {

    /** Such as {@code nightly}. */
    String name();

    /** The queue that receives what could not be delivered. */
    Optional<Target<?>> deadLetterQueue();

    /** The names of the placeholders that it refers to. */
    Set<String> neededPlaceholders();

    /** The JSON that may have placeholders: a schedule's input, an event's pattern. */
    String json();

    /** Its name in messages, such as {@code the schedule nightly}. */
    String title();
}
