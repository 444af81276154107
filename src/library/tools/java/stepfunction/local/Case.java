package stepfunction.local;

import com.google.gson.JsonElement;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One execution of a workflow, and what is expected of it.
 *
 * @param workflow its name in the plan
 * @param name of its file, without {@code .json}
 * @param file as the developer knows it
 * @param mocks by the name of the state; of another workflow's, by that and the state's
 * @param now when the execution starts; absent for the present
 * @param recorded whether it was made from an execution, and replays that: the first difference counts
 */
record Case(
        String workflow,
        String name,
        String file,
        JsonElement input,
        Map<String, Mock> mocks,
        Expectation expected,
        Optional<Instant> now,
        boolean recorded) {

    Case {
        mocks = Map.copyOf(mocks);
    }

    /** The same with another input; then nothing is expected. */
    Case with(JsonElement otherInput) {
        return new Case(workflow, name, file, otherInput, mocks, Expectation.NOTHING, now, false);
    }
}
