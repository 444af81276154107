package stepfunction.changes;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import stepfunction.asl.Definition;
import stepfunction.asl.Scope;
import stepfunction.asl.State;
import stepfunction.changes.ChangedState.Kind;

/** Two definitions of a workflow, state by state. A renamed state counts as one that is removed and one that is added. */
final class ChangedDefinition {

    private static final int MAX_STATES = 100;

    private final Definition before;
    private final Definition after;
    private final Map<String, State> statesBefore;
    private final Map<String, State> statesAfter;

    ChangedDefinition(Definition before, Definition after) {
        this.before = before;
        this.after = after;
        this.statesBefore = statesByPath(before);
        this.statesAfter = statesByPath(after);
    }

    private static Map<String, State> statesByPath(Definition definition) {
        var states = new LinkedHashMap<String, State>();
        definition.states().forEach(state -> states.put(state.path(), state));
        return states;
    }

    Scope machine() {
        return after.machine();
    }

    Scope formerMachine() {
        return before.machine();
    }

    /** The states of a scope that both definitions may have, as they are now; those that are gone come last. */
    List<ChangedState> statesOf(Optional<Scope> formerScope, Optional<Scope> scope) {
        var paths = new LinkedHashSet<String>();
        Stream.of(scope, formerScope)
                .flatMap(Optional::stream)
                .flatMap(each -> each.states().stream())
                .forEach(state -> paths.add(state.path()));
        return paths.stream().map(this::state).toList();
    }

    private ChangedState state(String path) {
        return new ChangedState(statesBefore.get(path), statesAfter.get(path));
    }

    /** All states at any depth. */
    List<ChangedState> states() {
        var paths = new LinkedHashSet<>(statesAfter.keySet());
        paths.addAll(statesBefore.keySet());
        return paths.stream().map(this::state).toList();
    }

    /** The changes as items of a list; empty if there are none. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        JsonDifference.between(ownFields(before), ownFields(after))
                .forEach(difference -> lines.add("- " + difference.sentence()));
        var changed =
                states().stream().filter(state -> state.kind() != Kind.SAME).toList();
        changed.stream().limit(MAX_STATES).forEach(state -> lines.addAll(state.lines()));
        if (changed.size() > MAX_STATES) {
            lines.add("- and %d more states".formatted(changed.size() - MAX_STATES));
        }
        return lines;
    }

    private static JsonObject ownFields(Definition definition) {
        var fields = definition.json().deepCopy();
        fields.remove("States");
        return fields;
    }
}
