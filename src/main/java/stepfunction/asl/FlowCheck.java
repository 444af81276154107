package stepfunction.asl;

import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What must hold of the names of states, and of where they lead. */
record FlowCheck(Definition definition, StateNames names) {

    /** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
    private static final int MAX_NAME_LENGTH = 80;

    Stream<Finding> findings() {
        return Stream.of(
                        namesAreUnique(),
                        namesAreShort(),
                        definition.scopes().stream().flatMap(this::startExists),
                        definition.states().stream().flatMap(this::targetsExist),
                        definition.scopes().stream().flatMap(this::hasAnEnd),
                        definition.scopes().stream().flatMap(this::everyStateIsReached))
                .flatMap(Function.identity());
    }

    private Stream<Finding> namesAreUnique() {
        var states = new LinkedHashMap<String, State>();
        definition.states().forEach(state -> states.putIfAbsent(state.name(), state));
        return states.keySet().stream()
                .filter(name -> !names.isUnique(name))
                .map(name -> Finding.error("%s is the name of several states (%s); give each a name of its own"
                        .formatted(name, pathsOf(name))));
    }

    private String pathsOf(String name) {
        var paths = definition.states().stream()
                .filter(state -> state.name().equals(name))
                .map(State::path);
        return String.join(", ", paths.toList());
    }

    private Stream<Finding> namesAreShort() {
        return definition.states().stream()
                .map(State::name)
                .filter(name -> name.codePointCount(0, name.length()) > MAX_NAME_LENGTH)
                .map(name ->
                        Finding.error("the name of the state %s must have at most %d characters, has %d; shorten it"
                                .formatted(name, MAX_NAME_LENGTH, name.codePointCount(0, name.length()))));
    }

    private Stream<Finding> startExists(Scope scope) {
        return scope.startAt().stream()
                .filter(start -> !scope.states().isEmpty())
                .filter(start -> scope.state(start).isEmpty())
                .map(start -> missing("StartAt of " + names.of(scope), start, scope));
    }

    private Stream<Finding> targetsExist(State state) {
        return state.transitions().stream()
                .filter(transition -> state.scope().state(transition.target()).isEmpty())
                .map(transition ->
                        missing(transition.field() + " of " + names.of(state), transition.target(), state.scope()));
    }

    private Finding missing(String field, String target, Scope scope) {
        var elsewhere = definition.states().stream()
                .filter(state -> state.name().equals(target))
                .findFirst();
        if (elsewhere.isPresent()) {
            return Finding.error("%s leads to %s, which belongs to %s; name a state beside it"
                    .formatted(field, target, names.of(elsewhere.get().scope())));
        }
        return Finding.error(nearest(target, scope)
                .map(meant ->
                        "%s leads to %s, which is no state; did you mean %s?".formatted(field, target, meant.name()))
                .orElseGet(() -> "%s leads to %s, which is no state; name one or add it".formatted(field, target)));
    }

    private Stream<Finding> hasAnEnd(Scope scope) {
        if (scope.states().isEmpty()
                || !allExitsAreKnown(scope)
                || scope.states().stream().anyMatch(State::isEnd)) {
            return Stream.empty();
        }
        return Stream.of(Finding.error("%s has no end; give one of its states \"End\": true, or add a Succeed or a Fail"
                .formatted(names.of(scope))));
    }

    /** Mistyped targets count as what was meant, so that the states behind them are not told as well. */
    private Stream<Finding> everyStateIsReached(Scope scope) {
        var start = scope.startAt().flatMap(name -> meant(name, scope));
        if (start.isEmpty() || !allExitsAreKnown(scope)) {
            return Stream.empty();
        }
        var reached = new HashSet<String>();
        walk(start.get(), reached);
        return Stream.concat(ledToByNone(scope, reached), ledToByOneAnother(scope, reached));
    }

    private Stream<Finding> ledToByNone(Scope scope, Set<String> reached) {
        var roots = scope.states().stream()
                .filter(state -> !reached.contains(state.name()))
                .filter(state ->
                        scope.states().stream().noneMatch(other -> !other.equals(state) && leadsTo(other, state)))
                .toList();
        roots.forEach(root -> walk(root, reached));
        return roots.stream()
                .map(root -> Finding.error(
                        "nothing leads to the state %s; point a Next at it or remove it".formatted(names.of(root))));
    }

    private Stream<Finding> ledToByOneAnother(Scope scope, Set<String> reached) {
        var lost = scope.states().stream()
                .filter(state -> !reached.contains(state.name()))
                .toList();
        if (lost.isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(Finding.error(
                "only states that are never reached lead to the states %s; point a Next at one of them or remove them"
                        .formatted(names.of(lost))));
    }

    private static void walk(State start, Set<String> reached) {
        var waiting = new ArrayDeque<>(List.of(start));
        while (!waiting.isEmpty()) {
            var state = waiting.remove();
            if (reached.add(state.name())) {
                waiting.addAll(next(state));
            }
        }
    }

    private static boolean leadsTo(State from, State to) {
        return next(from).contains(to);
    }

    private static List<State> next(State state) {
        return state.transitions().stream()
                .flatMap(transition -> meant(transition.target(), state.scope()).stream())
                .toList();
    }

    /** Whether what is reached can be told. */
    private static boolean allExitsAreKnown(Scope scope) {
        return scope.states().stream().allMatch(FlowCheck::areExitsKnown);
    }

    /** Whether a state says where it leads, each time to a state that can be meant. */
    private static boolean areExitsKnown(State state) {
        var rules = state.is(StateType.CHOICE) ? state.choices() : List.<JsonObject>of();
        var saysWhere = state.isEnd()
                || (state.is(StateType.CHOICE)
                        ? !rules.isEmpty()
                        : !state.transitions().isEmpty());
        return saysWhere
                && Stream.concat(rules.stream(), state.catchers().stream())
                        .allMatch(rule -> new Fields(rule).text("Next").isPresent())
                && state.transitions().stream()
                        .allMatch(transition ->
                                meant(transition.target(), state.scope()).isPresent());
    }

    private static Optional<State> meant(String target, Scope scope) {
        return scope.state(target).or(() -> nearest(target, scope));
    }

    private static Optional<State> nearest(String target, Scope scope) {
        return Spelling.nearest(target, scope.states().stream().map(State::name).toList())
                .flatMap(scope::state);
    }
}
