package stepfunction.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stepfunction.asl.CallSite;
import stepfunction.asl.Retriers;
import stepfunction.asl.State;
import stepfunction.asl.TaskCall;
import stepfunction.lambda.CannotRunException;

/**
 * The mocks of a case while it runs. Calls of a state are numbered across all executions of its workflow in the order of their times, but a
 * retry directly follows the call that it repeats, as in Step Functions Local: so the first call of a Map's iteration takes the numbers of
 * its retries too, before another iteration calls.
 */
final class CaseMocks {

    private final Case given;
    private final Map<MockedState, Mock> mocks = new HashMap<>();
    private final Map<MockedState, Integer> nextNumbers = new HashMap<>();
    private final IdentityHashMap<CallSite, Deque<Integer>> numbersOfRetries = new IdentityHashMap<>();

    /** @param given that has passed the check; a recorded one may have mocks of states that are gone */
    CaseMocks(Case given, DeployedStack stack) {
        this.given = given;
        given.mocks()
                .forEach((name, mock) -> MockedState.of(name, given, stack).ifPresent(state -> mocks.put(state, mock)));
    }

    /**
     * The answer to a call.
     *
     * @param call its number, from 0
     */
    record AnsweredCall(int call, Mock.Response response) {}

    /**
     * Counts a call of a state, and answers it.
     *
     * @return absent without a mock
     * @throws CannotRunException beyond the last numbered answer
     */
    Optional<AnsweredCall> answer(MockedState state, TaskCall call) {
        var mock = Optional.ofNullable(mocks.get(state));
        if (mock.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(answered(state, mock.get(), number(state, call, mock.get())));
    }

    /**
     * Counts an attempt of a distributed Map, and answers it.
     *
     * @return absent where the Map is to run
     * @throws CannotRunException beyond the last numbered answer
     */
    Optional<AnsweredCall> answerMap(MockedState map) {
        return Optional.ofNullable(mocks.get(map))
                .filter(Mock::isOfWholeMap)
                .map(mock -> answered(map, mock, nextNumber(map)));
    }

    private AnsweredCall answered(MockedState state, Mock mock, int number) {
        return new AnsweredCall(number, mock.response(number).orElseThrow(() -> beyondTheLast(state, mock)));
    }

    /** Counts a call that fails otherwise: in place of an error that it would be answered with, but before a result. */
    void passOverError(MockedState state, TaskCall call) {
        var mock = mocks.get(state);
        if (mock == null) {
            return;
        }
        var numbers = numbersOfRetries.getOrDefault(call.site(), new ArrayDeque<>());
        var next = numbers.isEmpty() ? nextNumbers.getOrDefault(state, 0) : numbers.getFirst();
        if (mock.response(next).orElse(null) instanceof Mock.Throw) {
            number(state, call, mock);
        }
    }

    private int number(MockedState state, TaskCall call, Mock mock) {
        var numbers = numbersOfRetries.computeIfAbsent(call.site(), site -> numbersOfVisit(state, call.state(), mock));
        return numbers.isEmpty() ? nextNumber(state) : numbers.remove();
    }

    /** Those of a call, and of the retries that its mock brings about. */
    private Deque<Integer> numbersOfVisit(MockedState name, State state, Mock mock) {
        var numbers = new ArrayDeque<>(List.of(nextNumber(name)));
        var retriers = new Retriers(state);
        while (!mock.answersEveryCallAlike() && isRetried(mock.response(numbers.getLast()), retriers)) {
            numbers.add(nextNumber(name));
        }
        return numbers;
    }

    private static boolean isRetried(Optional<Mock.Response> response, Retriers retriers) {
        return response.filter(Mock.Throw.class::isInstance)
                .map(Mock.Throw.class::cast)
                .filter(thrown -> retriers.retries(thrown.error()))
                .isPresent();
    }

    private int nextNumber(MockedState state) {
        return nextNumbers.merge(state, 1, Integer::sum) - 1;
    }

    private CannotRunException beyondTheLast(MockedState state, Mock mock) {
        return new CannotRunException("%s: mocks.%s answers %d calls, but the state calls once more; add \"%d\""
                .formatted(given.file(), state.nameIn(given), mock.calls(), mock.calls()));
    }
}
