package stepfunction.asl;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The data processing of a state, by the fields of its query language. */
abstract class Payload {

    /** The longest Wait of a long path, https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html. */
    private static final long MAX_WAIT_SECONDS = Integer.MAX_VALUE;

    private final Visit visit;

    Payload(Visit visit) {
        this.visit = visit;
    }

    final Visit visit() {
        return visit;
    }

    final Fields fields() {
        return visit.state().fields();
    }

    final Clause state() {
        return Clause.stateItself(visit.state());
    }

    /** The arguments of a Task, or the input of a Parallel's branches. */
    abstract @Nullable Object arguments();

    /** How a state ends that has no result: Succeed, Wait. */
    abstract Completion unchanged();

    /** How a Pass ends. */
    abstract Completion pass();

    /** How a Choice ends, with the rule that matches or else its Default. */
    abstract Completion choose();

    /** How a Task, Parallel or Map ends whose work has succeeded. */
    abstract Completion withResult(@Nullable Object result);

    /** How a state ends whose error a catcher handles. */
    abstract Completion caught(Clause catcher, StateError error);

    /** When a Wait ends. */
    abstract Instant waitEnd();

    /** Error or Cause of a Fail. */
    abstract Optional<String> text(String field);

    /** A number without a fraction, which the field gives, or a path or an expression. */
    abstract Optional<Long> integer(String field);

    abstract Optional<BigDecimal> number(String field);

    /** The items of a Map without an ItemReader. */
    abstract List<?> items();

    /** The input of an iteration. */
    abstract @Nullable Object itemInput(MapItem item);

    /** As {@link #integer}, of an object in a field, such as MaxItemsPerBatch of ItemBatcher. */
    abstract Optional<Long> integer(JsonObject owner, String ownerField, String field);

    /** The value of what the user composes in an object in a field, such as BatchInput of ItemBatcher. */
    abstract @Nullable Object composed(JsonElement template, String field);

    /** Parameters in JSONPath, Arguments in JSONata. */
    abstract String argumentsField();

    /** The error that this query language raises if one of its values is invalid for the field. */
    abstract StateError error(String cause);

    final Instant after(long seconds) {
        if (seconds > MAX_WAIT_SECONDS) {
            throw error("Wait state delay is too long.");
        }
        return visit.timeline().now().plusSeconds(seconds);
    }

    static StateError noRuleMatches() {
        return StateError.runtime("Failed to transition out of the state. The state does not point to a next state.");
    }
}
