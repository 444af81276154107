package stepfunction.validation;

import java.util.List;
import java.util.stream.Collectors;
import stepfunction.asl.Code;
import stepfunction.asl.Definition;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Scope;
import stepfunction.asl.State;

/** Checks the names of states, and their transitions. */
final class FlowCheck {

    /** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
    private static final int MAX_NAME_LENGTH = 80;

    private static final int MAX_PATHS = 3;

    private final Definition definition;
    private final StateNames names;
    private final Findings findings = new Findings();

    private FlowCheck(Definition definition, StateNames names) {
        this.definition = definition;
        this.names = names;
    }

    /** The findings, each once. */
    static List<Finding> check(Definition definition, StateNames names) {
        var check = new FlowCheck(definition, names);
        check.all();
        return check.findings.all();
    }

    private void all() {
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
    }

    private void nameIsUnique(State state) {
        var namesakes = names.called(state.name());
        if (namesakes.size() > 1 && state.equals(namesakes.get(0))) {
            findings.error(
                    Code.DUPLICATE_STATE_NAME,
                    "%s is the name of several states (%s); rename all but one"
                            .formatted(state.name(), paths(namesakes)));
        }
    }

    private static String paths(List<State> states) {
        var first = states.stream().limit(MAX_PATHS).map(State::path).collect(Collectors.joining(", "));
        return states.size() <= MAX_PATHS ? first : first + ", and %d more".formatted(states.size() - MAX_PATHS);
    }

    private void nameIsShort(State state) {
        var length = state.name().codePointCount(0, state.name().length());
        if (length > MAX_NAME_LENGTH) {
            findings.error(
                    Code.INVALID_STATE_NAME,
                    "the name of the state %s must have at most %d characters, has %d; shorten it"
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
        var elsewhere = names.called(target).stream().findFirst();
        var meant = scope.nearest(target);
        if (elsewhere.isPresent()) {
            findings.error(
                    Code.MISSING_TRANSITION_TARGET,
                    "%s leads to %s, which belongs to %s; name a state beside it"
                            .formatted(field, target, names.of(elsewhere.get().scope())));
        } else if (meant.isPresent()) {
            findings.error(
                    Code.MISSING_TRANSITION_TARGET,
                    "%s leads to %s, which is not a state; did you mean %s?"
                            .formatted(field, target, meant.get().name()));
        } else {
            findings.error(
                    Code.MISSING_TRANSITION_TARGET,
                    "%s leads to %s, which is not a state; name one or add it".formatted(field, target));
        }
    }
}
