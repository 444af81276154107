package stepfunction.local;

import java.util.Optional;
import stepfunction.asl.State;

/**
 * A state that a case may mock, by the names of its workflow and its own. All executions of a workflow share it.
 *
 * @param workflow its name in the plan
 */
record MockedState(String workflow, String state) {

    private static final String SEPARATOR = "/";

    /**
     * Reads a name in a case's mocks: of a state of the case's own workflow, or of any workflow's, such as {@code refund/Pay}.
     *
     * @return absent where it is neither
     */
    static Optional<MockedState> of(String name, Case given, DeployedStack stack) {
        var own = new MockedState(given.workflow(), name);
        if (own.in(stack).isPresent()) {
            return Optional.of(own);
        }
        var parts = name.split(SEPARATOR, 2);
        return parts.length == 2
                ? Optional.of(new MockedState(parts[0], parts[1]))
                        .filter(other -> other.in(stack).isPresent())
                : Optional.empty();
    }

    /** The state of the stack that it means; absent where the stack has no such one. */
    Optional<State> in(DeployedStack stack) {
        return stack.workflow(workflow).stream()
                .flatMap(each -> each.definition().states().stream())
                .filter(each -> each.name().equals(state))
                .findFirst();
    }

    /** As a case names it, for a case of this workflow in short. */
    String nameIn(Case given) {
        return given.workflow().equals(workflow) ? state : workflow + SEPARATOR + state;
    }
}
