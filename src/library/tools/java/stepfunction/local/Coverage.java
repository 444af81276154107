package stepfunction.local;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import stepfunction.asl.Definition;
import stepfunction.asl.HistoryEvent;
import stepfunction.asl.State;
import stepfunction.asl.StateType;
import stepfunction.asl.Transition;
import stepfunction.plan.WorkflowSpec;

/**
 * The states and transitions of a workflow that cases have taken: its own, and others whose executions start its. Those of all its stacks
 * count together.
 */
final class Coverage {

    /** The way out of a state that ends its scope. */
    private static final String END = "End";

    /** One way out of one state, by paths and names: each stack has a definition of its own. */
    private record Taken(String state, String field) {}

    private final String workflow;
    private final Set<String> enteredStates = new HashSet<>();
    private final Set<Taken> takenTransitions = new HashSet<>();

    /** @param workflow its name in the plan */
    Coverage(String workflow) {
        this.workflow = workflow;
    }

    void add(MergedHistory events) {
        events.all().stream()
                .filter(MergedHistory::isEntered)
                .flatMap(event -> event.state().stream())
                .forEach(state -> enteredStates.add(state.path()));
        events.exits().forEach(this::addTransition);
    }

    private void addTransition(HistoryEvent exit) {
        var state = exit.state().orElseThrow();
        var field = exit.transition().map(Transition::field).orElse(END);
        takenTransitions.add(new Taken(state.path(), field));
    }

    boolean isEntered(State state) {
        return enteredStates.contains(state.path());
    }

    boolean isTaken(State state, Transition transition) {
        return takenTransitions.contains(new Taken(state.path(), transition.field()));
    }

    /** Whether the scope has ended with this state. A Fail is entered and never exited. */
    boolean isEndTaken(State state) {
        return state.is(StateType.FAIL) ? isEntered(state) : takenTransitions.contains(new Taken(state.path(), END));
    }

    /** The names of what no case covers: states, then transitions of the states that were entered. */
    List<String> gaps(Definition definition) {
        var states =
                definition.states().stream().filter(state -> !isEntered(state)).map(State::name);
        var transitions = definition.states().stream().filter(this::isEntered).flatMap(this::transitionsNotTaken);
        return Stream.concat(states, transitions).toList();
    }

    private Stream<String> transitionsNotTaken(State state) {
        return state.transitions().stream()
                .filter(transition -> !isTaken(state, transition))
                .map(transition -> "%s.%s to %s".formatted(state.name(), transition.field(), transition.target()));
    }

    /** Such as "The cases cover 3 of 4 states and 2 of 5 transitions; no case covers Rest, Greet.Catch[0].Next to Rest". */
    String summary(Definition definition) {
        return summary(definition, UnaryOperator.identity());
    }

    /** @param shown how the page or the console shows the name of a state or a transition */
    String summary(Definition definition, UnaryOperator<String> shown) {
        var states = definition.states();
        var entered = states.stream().filter(this::isEntered).count();
        var transitions =
                states.stream().mapToInt(state -> state.transitions().size()).sum();
        var taken = states.stream()
                .flatMap(state -> state.transitions().stream().filter(transition -> isTaken(state, transition)))
                .count();
        var gaps = gaps(definition).stream().map(shown).toList();
        var isMain = workflow.equals(WorkflowSpec.MAIN);
        var all = "The cases%s cover %d of %d states and %d of %d transitions%s"
                .formatted(
                        isMain ? " in " + Cases.FOLDER : "",
                        entered,
                        states.size(),
                        taken,
                        transitions,
                        isMain ? "" : " of the workflow " + workflow);
        return gaps.isEmpty() ? all + "." : "%s. No case covers: %s.".formatted(all, String.join(", ", gaps));
    }
}
