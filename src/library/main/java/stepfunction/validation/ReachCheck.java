package stepfunction.validation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import stepfunction.asl.Code;
import stepfunction.asl.Definition;
import stepfunction.asl.Fields;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Scope;
import stepfunction.asl.State;
import stepfunction.asl.StateType;

/**
 * The check that every state of a scope can be reached and that the scope ends. A mistyped target counts as the state that was meant, so
 * that the states behind it are not reported as well.
 */
final class ReachCheck {

    private final Definition definition;
    private final StateNames names;
    private final Findings findings = new Findings();

    private ReachCheck(Definition definition, StateNames names) {
        this.definition = definition;
        this.names = names;
    }

    /** The findings, each once. */
    static List<Finding> check(Definition definition, StateNames names) {
        var check = new ReachCheck(definition, names);
        check.all();
        return check.findings.all();
    }

    private void all() {
        for (var scope : definition.scopes()) {
            if (allExitsAreKnown(scope) && endIsReached(scope)) {
                everyStateIsReached(scope);
                everyLoopHasAWayOut(scope);
            }
        }
    }

    /** Where there is none, AWS reports nothing else about the ways through the scope. */
    private boolean endIsReached(Scope scope) {
        var ends = scope.states().stream().filter(State::isEnd).toList();
        var start = scope.startAt().flatMap(scope::meant);
        if (scope.states().isEmpty() || (start.isEmpty() && !ends.isEmpty())) {
            return true;
        }
        if (ends.isEmpty()) {
            findings.error(
                    Code.MISSING_END_STATE,
                    "%s has no end; set \"End\": true in one of its states, or add a Succeed or a Fail"
                            .formatted(names.of(scope)));
            return false;
        }
        if (Collections.disjoint(reachedFrom(start.get()), ends)) {
            findings.error(
                    Code.MISSING_END_STATE,
                    "no way from %s leads to an end of %s; point a Next at %s"
                            .formatted(names.of(start.get()), names.of(scope), names.of(ends.get(0))));
            return false;
        }
        return true;
    }

    /** An execution that gets into a loop without a way out goes on until it fails or times out. */
    private void everyLoopHasAWayOut(Scope scope) {
        var start = scope.startAt().flatMap(scope::meant);
        if (start.isEmpty()) {
            return;
        }
        var trapped = new ArrayList<>(scope.states());
        trapped.retainAll(reachedFrom(start.get()));
        trapped.removeAll(statesThatLeadToAnEnd(scope));
        if (!trapped.isEmpty()) {
            findings.warning(
                    Code.ENDLESS_LOOP,
                    trapped.get(0).name(),
                    "no way leads from %s to an end of %s; point a Next out of the loop"
                            .formatted(names.of(trapped), names.of(scope)));
        }
    }

    private static Set<State> statesThatLeadToAnEnd(Scope scope) {
        var before = new HashMap<State, List<State>>();
        for (var state : scope.states()) {
            next(state)
                    .forEach(next -> before.computeIfAbsent(next, key -> new ArrayList<>())
                            .add(state));
        }
        var leading = new HashSet<State>();
        var waiting =
                new ArrayDeque<>(scope.states().stream().filter(State::isEnd).toList());
        while (!waiting.isEmpty()) {
            var state = waiting.remove();
            if (leading.add(state)) {
                waiting.addAll(before.getOrDefault(state, List.of()));
            }
        }
        return leading;
    }

    private static Set<State> reachedFrom(State start) {
        var reached = new HashSet<State>();
        walk(start, reached);
        return reached;
    }

    private void everyStateIsReached(Scope scope) {
        var start = scope.startAt().flatMap(scope::meant);
        if (start.isEmpty()) {
            return;
        }
        var reached = reachedFrom(start.get());
        var ledTo = ledTo(scope);
        for (var state : unreached(scope, reached)) {
            if (!ledTo.contains(state)) {
                findings.error(
                        Code.MISSING_TRANSITION_TARGET,
                        "nothing leads to the state %s; point a Next at it or remove it".formatted(names.of(state)));
                walk(state, reached);
            }
        }
        var circle = unreached(scope, reached);
        if (!circle.isEmpty()) {
            findings.error(
                    Code.MISSING_TRANSITION_TARGET,
                    "only states that are never reached lead to the states %s; point a Next at one of them or remove them"
                            .formatted(names.of(circle)));
        }
    }

    private static void walk(State start, Set<State> reached) {
        var waiting = new ArrayDeque<>(List.of(start));
        while (!waiting.isEmpty()) {
            var state = waiting.remove();
            if (reached.add(state)) {
                waiting.addAll(next(state));
            }
        }
    }

    private static List<State> unreached(Scope scope, Set<State> reached) {
        var unreached = new ArrayList<>(scope.states());
        unreached.removeAll(reached);
        return unreached;
    }

    /** The states to which others lead. */
    private static Set<State> ledTo(Scope scope) {
        var ledTo = new HashSet<State>();
        for (var state : scope.states()) {
            for (var next : next(state)) {
                if (!next.equals(state)) {
                    ledTo.add(next);
                }
            }
        }
        return ledTo;
    }

    private static List<State> next(State state) {
        var next = new ArrayList<State>();
        for (var transition : state.transitions()) {
            var meant = state.scope().meant(transition.target());
            if (meant.isPresent()) {
                next.add(meant.get());
            }
        }
        return next;
    }

    /** Whether each state says where it leads, each time to a state that exists or was mistyped. Otherwise it is unknown which states are reached. */
    static boolean allExitsAreKnown(Scope scope) {
        for (var state : scope.states()) {
            if (!saysWhereItLeads(state) || !everyRuleHasNext(state) || !everyTargetIsMeant(state)) {
                return false;
            }
        }
        return true;
    }

    private static boolean saysWhereItLeads(State state) {
        var ways = state.is(StateType.CHOICE) ? state.choices() : state.transitions();
        return state.isEnd() || !ways.isEmpty();
    }

    private static boolean everyRuleHasNext(State state) {
        var rules = new ArrayList<>(state.catchers());
        if (state.is(StateType.CHOICE)) {
            rules.addAll(state.choices());
        }
        for (var rule : rules) {
            if (new Fields(rule).text("Next").isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** A target that resembles no state has no next state. */
    private static boolean everyTargetIsMeant(State state) {
        return next(state).size() == state.transitions().size();
    }
}
