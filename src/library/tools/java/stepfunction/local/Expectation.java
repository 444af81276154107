package stepfunction.local;

import com.google.gson.JsonElement;
import java.util.Optional;

/** How an execution must end. */
sealed interface Expectation {

    /**
     * It must succeed.
     *
     * @param output by the rule of {@link Comparison}
     */
    record Success(JsonElement output, boolean exact) implements Expectation {}

    /**
     * It must fail.
     *
     * @param error its name; absent for a Fail that gives none
     * @param cause absent where any will do; text must be equal, anything else is compared with the JSON that the cause holds
     */
    record Failure(Optional<String> error, Optional<JsonElement> cause) implements Expectation {}
}
