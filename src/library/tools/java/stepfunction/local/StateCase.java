package stepfunction.local;

import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.asl.State;
import stepfunction.asl.StateType;
import stepfunction.lambda.CannotRunException;
import stepfunction.plan.WorkflowSpec;

/**
 * A state that is to run alone, and the mocks that answer what it calls.
 *
 * @param given a case of the state's workflow
 */
record StateCase(DeployedWorkflow workflow, State state, Case given) {

    /**
     * Finds the state, and checks that everything it calls can be answered.
     *
     * @throws CannotRunException where that is not so
     */
    static StateCase of(StateOptions options, DeployedStack stack, Cases cases) {
        var ofMocks = options.caseName().map(cases::read).orElseGet(() -> withoutMocks(options.state()));
        CaseCheck.checkMocks(stack, ofMocks);
        var name = MockedState.of(options.state(), ofMocks, stack)
                .orElseThrow(() -> new CannotRunException(unknown(options.state(), stack)));
        var workflow = stack.workflow(name.workflow()).orElseThrow();
        var state = name.in(stack).orElseThrow();
        var given = options.response()
                .map(response -> with(response, name, ofMocks, stack))
                .orElse(ofMocks);
        var stateCase = new StateCase(workflow, state, given);
        stateCase.refuseMissingMocks(stack);
        return stateCase;
    }

    private static Case withoutMocks(String state) {
        return new Case(
                WorkflowSpec.MAIN,
                state,
                "-Dstate=" + state,
                new JsonObject(),
                Map.of(),
                Expectation.NOTHING,
                Optional.empty(),
                false);
    }

    private static String unknown(String state, DeployedStack stack) {
        var known = stack.workflows().stream()
                .flatMap(workflow -> workflow.definition().states().stream()
                        .map(each -> workflow.isMain() ? each.name() : "%s/%s".formatted(workflow.name(), each.name())))
                .toList();
        return "state must be the name of a state, was %s%s".formatted(state, new KnownNames(known).hint(state));
    }

    /** The same case, in which a state has another response. */
    private static Case with(Mock.Response response, MockedState name, Case given, DeployedStack stack) {
        var state = name.in(stack).orElseThrow();
        if (Called.by(state).isEmpty() && !state.isDistributedMap()) {
            throw new CannotRunException(
                    "-Dresult and -Derror answer what a state calls, but %s calls nothing; leave them out"
                            .formatted(described(state)));
        }
        var mocks = new HashMap<>(given.mocks());
        mocks.keySet()
                .removeIf(mocked -> MockedState.of(mocked, given, stack)
                        .filter(name::equals)
                        .isPresent());
        mocks.put(
                name.nameIn(given), Mock.always(state.isDistributedMap() ? new Mock.Whole(response) : response, true));
        return new Case(
                given.workflow(),
                given.name(),
                given.file(),
                given.input(),
                mocks,
                given.expected(),
                given.now(),
                given.recorded());
    }

    /** Such as: the Pass state Rest. */
    private static String described(State state) {
        return "the %s state %s".formatted(state.type().map(StateType::text).orElse("unknown"), state.name());
    }

    private void refuseMissingMocks(DeployedStack stack) {
        var lacking = MissingMocks.among(withThoseWithin(state), workflow, given, stack);
        if (lacking.contains(state)) {
            throw new CannotRunException(
                    "the state %s calls %s, which cannot be called locally; pass its result with -Dresult='{...}' or its error with -Derror=NAME, or use the mocks of a case with -Dcase=NAME"
                            .formatted(
                                    state.name(),
                                    Called.by(state).orElseThrow().resource().text()));
        }
        if (!lacking.isEmpty()) {
            throw new CannotRunException(
                    "the state %s contains %s, whose calls cannot be made locally; use the mocks of a case with -Dcase=NAME"
                            .formatted(
                                    state.name(),
                                    lacking.stream().map(State::name).collect(Collectors.joining(", "))));
        }
    }

    private static List<State> withThoseWithin(State state) {
        return Stream.concat(
                        Stream.of(state),
                        state.scopes().stream()
                                .flatMap(scope -> scope.states().stream())
                                .flatMap(inner -> withThoseWithin(inner).stream()))
                .toList();
    }
}
