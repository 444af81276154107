package stepfunction.asl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold of the names of states, and of where they lead. */
record FlowCheck(Definition definition, StateNames names, Findings findings) {

    /** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
    private static final int MAX_NAME_LENGTH = 80;

    void check() {
        for (var state : definition.states()) {
            nameIsUnique(state);
            nameIsShort(state);
        }
        for (var scope : definition.scopes()) {
            startExists(scope);
        }
        for (var state : definition.states()) {
            targetsExist(state);
        }
        for (var scope : definition.scopes()) {
            hasAnEnd(scope);
            everyStateIsReached(scope);
        }
    }

    private void nameIsUnique(State state) {
        if (!names.isUnique(state.name())) {
            findings.error("%s is the name of several states (%s); give each a name of its own"
                    .formatted(state.name(), String.join(", ", pathsOf(state.name()))));
        }
    }

    private List<String> pathsOf(String name) {
        return definition.states().stream()
                .filter(state -> state.name().equals(name))
                .map(State::path)
                .toList();
    }

    private void nameIsShort(State state) {
        var length = state.name().codePointCount(0, state.name().length());
        if (length > MAX_NAME_LENGTH) {
            findings.error("the name of the state %s must have at most %d characters, has %d; shorten it"
                    .formatted(state.name(), MAX_NAME_LENGTH, length));
        }
    }

    private void startExists(Scope scope) {
        var start = scope.startAt();
        if (start.isPresent() && !scope.states().isEmpty()) {
            targetExists("StartAt of " + names.of(scope), start.get(), scope);
        }
    }

    private void targetsExist(State state) {
        for (var transition : state.transitions()) {
            targetExists(transition.field() + " of " + names.of(state), transition.target(), state.scope());
        }
    }

    private void targetExists(String field, String target, Scope scope) {
        if (scope.state(target).isPresent()) {
            return;
        }
        var elsewhere = stateOfAnyScope(target);
        var meant = nearest(target, scope);
        if (elsewhere.isPresent()) {
            findings.error("%s leads to %s, which belongs to %s; name a state beside it"
                    .formatted(field, target, names.of(elsewhere.get().scope())));
        } else if (meant.isPresent()) {
            findings.error("%s leads to %s, which is no state; did you mean %s?"
                    .formatted(field, target, meant.get().name()));
        } else {
            findings.error("%s leads to %s, which is no state; name one or add it".formatted(field, target));
        }
    }

    private Optional<State> stateOfAnyScope(String name) {
        return definition.states().stream()
                .filter(state -> state.name().equals(name))
                .findFirst();
    }

    private void hasAnEnd(Scope scope) {
        if (!scope.states().isEmpty() && allExitsAreKnown(scope) && !canEnd(scope)) {
            findings.error("%s has no end; give one of its states \"End\": true, or add a Succeed or a Fail"
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

    /** Mistyped targets count as what was meant, so that the states behind them are not told as well. */
    private void everyStateIsReached(Scope scope) {
        if (scope.startAt().isEmpty() || !allExitsAreKnown(scope)) {
            return;
        }
        var start = meant(scope.startAt().get(), scope);
        if (start.isEmpty()) {
            return;
        }
        var reached = new HashSet<State>();
        walk(start.get(), reached);
        for (var state : unreached(scope, reached)) {
            if (isLedToByNone(state)) {
                findings.error(
                        "nothing leads to the state %s; point a Next at it or remove it".formatted(names.of(state)));
                walk(state, reached);
            }
        }
        var circle = unreached(scope, reached);
        if (!circle.isEmpty()) {
            findings.error(
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

    private static boolean isLedToByNone(State state) {
        for (var other : state.scope().states()) {
            if (!other.equals(state) && next(other).contains(state)) {
                return false;
            }
        }
        return true;
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

    /** Whether what is reached can be told. */
    private static boolean allExitsAreKnown(Scope scope) {
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

    private static boolean everyTargetIsMeant(State state) {
        return next(state).size() == state.transitions().size();
    }

    private static Optional<State> meant(String target, Scope scope) {
        var state = scope.state(target);
        return state.isPresent() ? state : nearest(target, scope);
    }

    private static Optional<State> nearest(String target, Scope scope) {
        return Spelling.nearest(target, scope.states().stream().map(State::name).toList())
                .flatMap(scope::state);
    }
}
