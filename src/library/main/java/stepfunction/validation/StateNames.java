package stepfunction.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import stepfunction.asl.Definition;
import stepfunction.asl.Scope;
import stepfunction.asl.State;

/** The names of states and scopes in messages: the path if two have the same name. */
final class StateNames {

    private final Map<String, List<State>> statesByName = new LinkedHashMap<>();

    StateNames(Definition definition) {
        for (var state : definition.states()) {
            statesByName
                    .computeIfAbsent(state.name(), name -> new ArrayList<>())
                    .add(state);
        }
    }

    /** All states of a name, of whatever scope. */
    List<State> called(String name) {
        return statesByName.getOrDefault(name, List.of());
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
        return called(name).size() < 2;
    }

    private static String fieldOf(Scope scope) {
        return scope.path().substring(scope.path().lastIndexOf('/') + 1);
    }
}
