package stepfunction.local;

import com.google.gson.JsonElement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The expectations that a case has of its execution.
 *
 * @param ending absent where the execution may end in any way
 * @param path the states that are entered, in order; absent where any will do
 * @param calls by the name of a state, the arguments of all its calls in the order of their numbers
 * @param faults of the runs in which a call fails
 * @param exact whether objects in the output and the calls have the expected members alone
 */
record Expectation(
        Optional<Ending> ending,
        Optional<List<String>> path,
        Map<String, List<JsonElement>> calls,
        Optional<FaultExpectation> faults,
        boolean exact) {

    /** Of an execution that no case describes. */
    static final Expectation NOTHING =
            new Expectation(Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), false);

    Expectation {
        path = path.map(List::copyOf);
        calls = Collections.unmodifiableMap(new LinkedHashMap<>(calls));
    }

    /** How an execution ends. */
    sealed interface Ending {}

    /**
     * It succeeds.
     *
     * @param output by the rule of {@link JsonComparison}
     */
    record Success(JsonElement output) implements Ending {}

    /**
     * It fails.
     *
     * @param error its name; absent for a Fail that gives none
     * @param cause absent where any will do; text must be equal, anything else is compared with the JSON that the cause holds
     */
    record Failure(Optional<String> error, Optional<JsonElement> cause) implements Ending {}
}
