package stepfunction.local;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The mocks of a case while it runs. Calls of a state count through all executions of its workflow, in the order of their times. */
final class CaseMocks {

    private final Case given;
    private final Map<MockedState, Mock> mocks = new HashMap<>();
    private final Map<MockedState, Integer> calls = new HashMap<>();

    /** @param given that has passed the check */
    CaseMocks(Case given, DeployedStack stack) {
        this.given = given;
        given.mocks()
                .forEach((name, mock) ->
                        mocks.put(MockedState.of(name, given, stack).orElseThrow(), mock));
    }

    /**
     * The answer to a call.
     *
     * @param call its number, from 0
     */
    record Answered(int call, Mock.Response response) {}

    /**
     * Counts a call of a state, and answers it.
     *
     * @return absent without a mock
     * @throws CannotRunException beyond the last numbered answer
     */
    Optional<Answered> answer(MockedState state) {
        var mock = Optional.ofNullable(mocks.get(state));
        if (mock.isEmpty()) {
            return Optional.empty();
        }
        var call = calls.merge(state, 1, Integer::sum) - 1;
        var response = mock.get().response(call).orElseThrow(() -> beyondTheLast(state, mock.get()));
        return Optional.of(new Answered(call, response));
    }

    private CannotRunException beyondTheLast(MockedState state, Mock mock) {
        return new CannotRunException("%s: mocks.%s answers %d calls, but the state calls once more; add \"%d\""
                .formatted(given.file(), state.nameIn(given), mock.calls(), mock.calls()));
    }

    boolean has(MockedState state) {
        return mocks.containsKey(state);
    }
}
