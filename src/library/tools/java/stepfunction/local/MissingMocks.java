package stepfunction.local;

import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.stream.Collectors;
import stepfunction.asl.State;
import stepfunction.binding.Call;

/**
 * The states of a workflow that need a mock in a case, because this machine cannot do what they call.
 *
 * @param workflow its name in the plan
 */
record MissingMocks(Case given, String workflow, List<State> states) {

    MissingMocks {
        states = List.copyOf(states);
    }

    /** All of a workflow's. */
    static MissingMocks of(CaseExecutions executions, DeployedWorkflow workflow) {
        var states = among(workflow.definition().states(), workflow, executions.given(), executions.stack());
        return new MissingMocks(executions.given(), workflow.name(), states);
    }

    /** Those of some states of a workflow that need a mock and have none. */
    static List<State> among(List<State> states, DeployedWorkflow workflow, Case given, DeployedStack stack) {
        var mocked = given.mocks().keySet().stream()
                .flatMap(name -> MockedState.of(name, given, stack).stream())
                .collect(Collectors.toUnmodifiableSet());
        return states.stream()
                .filter(state -> Called.by(state).isPresent())
                .filter(state -> !stack.canCall(state))
                .filter(state -> !mocked.contains(new MockedState(workflow.name(), state.name())))
                .toList();
    }

    /** The message about the mocks that the case needs, without the name of its file. */
    String message() {
        var list = states.stream().map(this::listed).collect(Collectors.joining("\n"));
        var place = workflow.equals(given.workflow())
                ? ""
                : " in the workflow %s, which the case runs too".formatted(workflow);
        return "mocks must answer the calls that cannot be made locally%s; missing:\n%s\n%s"
                .formatted(place, list, paste());
    }

    private String listed(State state) {
        return "- state %s: %s"
                .formatted(
                        name(state), Called.by(state).orElseThrow().resource().text());
    }

    private String name(State state) {
        return new MockedState(workflow, state.name()).nameIn(given);
    }

    private String paste() {
        var mocks = states.stream().map(this::mock).collect(Collectors.joining(",\n"));
        return given.mocks().isEmpty()
                ? "Add to the case, with what each answers after Return:\n  \"mocks\": {\n%s\n  }".formatted(mocks)
                : "Add to its mocks, with what each answers after Return:\n%s".formatted(mocks);
    }

    /** A member of the case's mocks. */
    private String mock(State state) {
        var isReader = Called.by(state).orElseThrow().requester() == Call.Requester.ITEM_READER;
        var result = isReader ? "[]" : "{}";
        return "    %s: {\"Return\": %s}".formatted(new JsonPrimitive(name(state)), result);
    }
}
