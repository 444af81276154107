package stepfunction.changes;

import com.google.gson.JsonElement;
import java.util.List;

/**
 * The result of a case. The states of a Parallel or Map run at the same time: their order means nothing, and is that of the definition.
 *
 * @param name begins with that of a further workflow, such as {@code refund/late}
 * @param workflow its name in the plan
 * @param ending such as SUCCEEDED, or FAILED and the error's name
 * @param path the states that were entered
 * @param calls of Tasks; those of a state in a row
 * @param callsLeftOut how many further calls were made, whose arguments would make the file too large
 */
public record CaseResult(
        String name,
        String workflow,
        String ending,
        List<String> path,
        List<MadeCall> calls,
        long callsLeftOut,
        Units units) {

    public CaseResult {
        path = List.copyOf(path);
        calls = List.copyOf(calls);
    }

    /**
     * A call of a Task.
     *
     * @param state as the case names it
     * @param arguments without what differs in each run
     */
    public record MadeCall(String state, JsonElement arguments) {}

    List<JsonElement> callsOf(String state) {
        return calls.stream()
                .filter(call -> call.state().equals(state))
                .map(MadeCall::arguments)
                .toList();
    }
}
