package stepfunction.validation;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import stepfunction.asl.Fields;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.Scope;
import stepfunction.asl.State;

/**
 * The variables that have been assigned when a state is entered. The states of a branch, or of an inline Map, see those of the states
 * around them; those of a distributed Map do not: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html.
 */
final class AssignedVariables {

    /**
     * The variables at one place.
     *
     * @param possible assigned on a way there
     * @param certain assigned on every way there
     */
    record Assigned(Set<String> possible, Set<String> certain) {

        static final Assigned NONE = new Assigned(Set.of(), Set.of());

        Assigned {
            possible = Set.copyOf(possible);
            certain = Set.copyOf(certain);
        }

        private Assigned and(Set<String> names) {
            return names.isEmpty() ? this : new Assigned(union(possible, names), union(certain, names));
        }

        /** Where another way leads to the same place. */
        private Assigned or(Assigned other) {
            if (possible.containsAll(other.possible) && other.certain.containsAll(certain)) {
                return this;
            }
            var both = new HashSet<>(certain);
            both.retainAll(other.certain);
            return new Assigned(union(possible, other.possible), both);
        }

        private static Set<String> union(Set<String> one, Set<String> other) {
            if (one.containsAll(other)) {
                return one;
            }
            var union = new HashSet<>(one);
            union.addAll(other);
            return union;
        }
    }

    private final Map<State, Assigned> atEntry = new HashMap<>();

    /** Follows all ways through the states of a machine. */
    static AssignedVariables of(Scope machine) {
        var variables = new AssignedVariables();
        variables.follow(machine, Assigned.NONE);
        return variables;
    }

    /** The variables that are assigned when a state is entered; absent for a state that is never reached. */
    Optional<Assigned> atEntryOf(State state) {
        return Optional.ofNullable(atEntry.get(state));
    }

    /** Until nothing changes: a way back to a state may assign more. */
    private void follow(Scope scope, Assigned outside) {
        var waiting = new LinkedHashSet<State>(); // Each once, or states that lead to many others take forever.
        scope.startAt().flatMap(scope::state).ifPresent(start -> reach(start, outside, waiting));
        while (!waiting.isEmpty()) {
            var state = waiting.iterator().next();
            waiting.remove(state);
            var before = atEntry.getOrDefault(state, Assigned.NONE);
            for (var transition : state.transitions()) {
                var after = before.and(names(state.clauseOf(transition), state.queryLanguage()));
                scope.meant(transition.target()).ifPresent(target -> reach(target, after, waiting));
            }
        }
        for (var state : scope.states()) {
            var inside = state.isDistributedMap() ? Assigned.NONE : atEntry.getOrDefault(state, Assigned.NONE);
            if (atEntry.containsKey(state)) {
                state.scopes().forEach(inner -> follow(inner, inside));
            }
        }
    }

    private void reach(State state, Assigned assigned, Set<State> waiting) {
        var known = atEntry.get(state);
        var joined = known == null ? assigned : known.or(assigned);
        if (!joined.equals(known)) {
            atEntry.put(state, joined);
            waiting.add(state);
        }
    }

    /** The variables that a state, a rule or a catcher assigns. */
    static Set<String> names(JsonObject owner, QueryLanguage language) {
        var names = new LinkedHashSet<String>();
        new Fields(owner).object("Assign").ifPresent(assign -> {
            for (var name : assign.keySet()) {
                names.add(
                        language == QueryLanguage.JSONPATH && name.endsWith(".$")
                                ? name.substring(0, name.length() - 2)
                                : name);
            }
        });
        return names;
    }

    /** The objects of a state that may assign: itself, its rules and its catchers, each with its place. */
    static List<Assigner> assigners(State state) {
        var assigners = new ArrayList<Assigner>();
        assigners.add(new Assigner("", state.json()));
        for (var field : List.of("Choices", "Catch")) {
            for (var element : state.fields().elements(field)) {
                element.object().ifPresent(json -> assigners.add(new Assigner(element.field() + "/", json)));
            }
        }
        return List.copyOf(assigners);
    }

    /**
     * An object with a field {@code Assign}.
     *
     * @param place within its state: empty, or such as {@code Catch[1]/}
     */
    record Assigner(String place, JsonObject json) {}
}
