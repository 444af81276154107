package stepfunction.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import stepfunction.asl.Definition;
import stepfunction.asl.Scope;
import stepfunction.asl.State;

/** What messages call the states and scopes of a definition: by name, or by path where two have the same name. */
final class StateNames {

    /** What several states are called. */
    private final Set<String> shared = new HashSet<>();

    StateNames(Definition definition) {
        var seen = new HashSet<String>();
        for (var state : definition.states()) {
            if (!seen.add(state.name())) {
                shared.add(state.name());
            }
        }
    }

    String of(State state) {
        return isUnique(state.name()) ? state.name() : state.path();
    }

    /** Such as {@code Branches[0] of Both}. */
    String of(Scope scope) {
        var owner = scope.owner();
        return owner.isPresent() ? fieldOf(scope) + " of " + of(owner.get()) : "the state machine";
    }

    /** Such as {@code Greet, Count}. */
    String of(List<State> states) {
        return states.stream().map(this::of).collect(Collectors.joining(", "));
    }

    boolean isUnique(String name) {
        return !shared.contains(name);
    }

    private static String fieldOf(Scope scope) {
        return scope.path().substring(scope.path().lastIndexOf('/') + 1);
    }
}
