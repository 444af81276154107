package stepfunction.asl;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What messages call the states and scopes of a definition: by name, or by path where two have the same name. */
final class StateNames {

    private final Map<String, Long> occurrences;

    StateNames(Definition definition) {
        occurrences = definition.states().stream().collect(groupingBy(State::name, LinkedHashMap::new, counting()));
    }

    String of(State state) {
        return isUnique(state.name()) ? state.name() : state.path();
    }

    /** Such as {@code Branches[0] of Both}. */
    String of(Scope scope) {
        return scope.owner().map(owner -> fieldOf(scope) + " of " + of(owner)).orElse("the state machine");
    }

    /** Such as {@code Greet, Count}. */
    String of(List<State> states) {
        return states.stream().map(this::of).collect(Collectors.joining(", "));
    }

    boolean isUnique(String name) {
        return occurrences.getOrDefault(name, 0L) == 1;
    }

    private static String fieldOf(Scope scope) {
        return scope.path().substring(scope.path().lastIndexOf('/') + 1);
    }
}
