package stepfunction.validation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
            if (allExitsAreKnown(scope)) {
                hasAnEnd(scope);
                everyStateIsReached(scope);
            }
        }
    }

    private void hasAnEnd(Scope scope) {
        if (!scope.states().isEmpty() && !canEnd(scope)) {
            findings.error(
                    Code.MISSING_END_STATE,
                    "%s has no end; set \"End\": true in one of its states, or add a Succeed or a Fail"
                            .formatted(names.of(scope)));
        }
    }

    private static boolean canEnd(Scope scope) {
        for (var state : scope.states()) {
            if (state.isEnd()) {
                return true;
            }
        }
        return false;
    }

    private void everyStateIsReached(Scope scope) {
        var start = scope.startAt().flatMap(name -> meant(name, scope));
        if (start.isEmpty()) {
            return;
        }
        var reached = new HashSet<State>();
        walk(start.get(), reached);
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
            var meant = meant(transition.target(), state.scope());
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

    private static Optional<State> meant(String target, Scope scope) {
        var state = scope.state(target);
        return state.isPresent() ? state : scope.nearest(target);
    }
}
