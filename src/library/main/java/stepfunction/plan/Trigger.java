package stepfunction.plan;

import java.util.Optional;
import java.util.Set;

/** What starts executions of the state machine. */
public sealed interface Trigger permits Schedule, Event {

    /** Such as {@code nightly}. */
    String name();

    /** Takes what could not be delivered. */
    Optional<Target<?>> deadLetterQueue();

    /** The names of the placeholders whose values it needs. */
    Set<String> neededPlaceholders();

    /** The JSON text in which placeholders may stand: a schedule's input, an event's pattern. */
    String json();

    /** What a message calls it, such as {@code the schedule nightly}. */
    String title();
}
