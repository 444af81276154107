package stepfunction.validation;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import stepfunction.asl.Code;
import stepfunction.asl.Definition;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.Scope;
import stepfunction.asl.Spelling;
import stepfunction.asl.State;
import stepfunction.expressions.JsonataSignatures;
import stepfunction.expressions.JsonataUses.Use;

/** Checks variables: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html. */
final class VariableCheck {

    private static final int MAX_NAME_LENGTH = 80;

    private final Definition definition;
    private final StateNames names;
    private final Map<State, List<VariableRead>> reads;
    private final Set<String> tested;
    private final AssignedVariables variables;
    private final Map<String, State> assigners = new LinkedHashMap<>();
    private final Findings findings = new Findings();

    private VariableCheck(Definition definition, ExpressionFields fields, StateNames names) {
        this.definition = definition;
        this.names = names;
        this.reads = VariableRead.byState(fields);
        this.tested = tested(reads);
        this.variables = AssignedVariables.of(definition.machine());
    }

    /** The variables that an expression asks for before it, or another one, reads them. */
    private static Set<String> tested(Map<State, List<VariableRead>> reads) {
        return reads.values().stream()
                .flatMap(List::stream)
                .filter(read -> read.use() == Use.TESTED)
                .map(VariableRead::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The findings, each once. */
    static List<Finding> check(Definition definition, ExpressionFields fields, StateNames names) {
        var check = new VariableCheck(definition, fields, names);
        check.all();
        return check.findings.all();
    }

    private void all() {
        for (var state : definition.states()) {
            for (var assigner : AssignedVariables.assigners(state)) {
                for (var name : AssignedVariables.names(assigner.json(), state.queryLanguage())) {
                    assigners.putIfAbsent(name, state);
                    nameIsRight(state, assigner.place(), name);
                }
            }
        }
        for (var state : definition.states()) {
            variables.atEntryOf(state).ifPresent(assigned -> {
                for (var read : reads.getOrDefault(state, List.of())) {
                    isAssigned(read, assigned);
                }
                hidesNone(state);
            });
        }
        isRead(definition.machine());
    }

    private void nameIsRight(State state, String place, String name) {
        if (!isName(name)) {
            findings.error(
                    "%sAssign of %s has \"%s\", but the name of a variable is at most %d letters, digits and _, begins with a letter, and is not states; rename it"
                            .formatted(place, names.of(state), name, MAX_NAME_LENGTH));
        }
    }

    private static boolean isName(String name) {
        var isName = !name.isEmpty()
                && (Character.isUnicodeIdentifierStart(name.charAt(0)) || name.charAt(0) == '_')
                && name.chars().allMatch(Character::isUnicodeIdentifierPart);
        return isName && !name.equals("states") && name.codePointCount(0, name.length()) <= MAX_NAME_LENGTH;
    }

    private void isAssigned(VariableRead read, AssignedVariables.Assigned assigned) {
        var isReadIfPresent = read.use() != Use.TESTED && tested.contains(read.name());
        if (!assigned.possible().contains(read.name())) {
            if (!isReadIfPresent && !isFunction(read)) {
                isNeverAssigned(read, assigned.possible());
            }
        } else if (!assigned.certain().contains(read.name()) && read.use() != Use.TESTED && !isReadIfPresent) {
            findings.warning(
                    Code.UNASSIGNED_VARIABLE,
                    read.field().state().name(),
                    "%s, which is not assigned on every way there; assign it on the others too"
                            .formatted(phrase(read)));
        }
    }

    /** Step Functions does not have {@code $eval}, which is reported elsewhere. */
    private static boolean isFunction(VariableRead read) {
        return JsonataSignatures.arity(read.name()).isPresent() || read.name().equals("eval");
    }

    private String phrase(VariableRead read) {
        return "%s of %s has $%s in \"%s\""
                .formatted(
                        read.field().text().field(),
                        names.of(read.field().state()),
                        read.name(),
                        read.field().text().value());
    }

    /**
     * AWS accepts it, though each execution that gets there fails. So an error is only a name that is assigned nowhere in a state machine
     * that assigns others, which is a misspelled one, and a function that does not exist.
     */
    private void isNeverAssigned(VariableRead read, Set<String> assigned) {
        var isCalled = read.use() == Use.CALLED;
        var known = isCalled ? functionsAnd(assigned) : assigned;
        var message = "%s, which %s; %s"
                .formatted(
                        phrase(read),
                        isCalled ? "is neither a function nor assigned before" : "no state before assigns",
                        advice(read, known));
        var isMisspelled = !assigners.isEmpty() && !assigners.containsKey(read.name());
        if (isCalled || (read.use() == Use.READ && isMisspelled)) {
            findings.error(codeOf(read), message);
        } else {
            findings.warning(Code.UNASSIGNED_VARIABLE, read.field().state().name(), message);
        }
    }

    private static Set<String> functionsAnd(Set<String> assigned) {
        var known = new TreeSet<>(assigned);
        known.addAll(JsonataSignatures.names());
        return known;
    }

    private static Code codeOf(VariableRead read) {
        return read.field().state().queryLanguage() == QueryLanguage.JSONATA
                ? Code.INVALID_JSONATA_EXPRESSION
                : Code.SCHEMA_VALIDATION_FAILED;
    }

    /** Of those that are known there, or else of all that any state assigns. */
    private Optional<String> nearest(String name, Set<String> known) {
        return Spelling.nearest(name, new TreeSet<>(known)).or(() -> Spelling.nearest(name, assigners.keySet()));
    }

    private String advice(VariableRead read, Set<String> known) {
        var meant = nearest(read.name(), known);
        var elsewhere = assigners.get(read.name());
        if (elsewhere != null && read.field().state().equals(elsewhere)) {
            return "the Assign of %s takes effect after it; assign it in a state before".formatted(names.of(elsewhere));
        }
        if (elsewhere != null
                && isWithin(elsewhere.scope(), read.field().state().scope())) {
            return "%s assigns it within %s, where it stays; return it as output there"
                    .formatted(
                            names.of(elsewhere),
                            elsewhere.scope().owner().map(names::of).orElse(""));
        }
        if (elsewhere != null && isWithin(read.field().state().scope(), elsewhere.scope())) {
            return "a distributed Map does not see the variables outside of it; pass it in ItemSelector";
        }
        return meant.map("did you mean $%s?"::formatted).orElse("assign it before");
    }

    /** Whether a scope is inside of another one. */
    private static boolean isWithin(Scope inner, Scope outer) {
        for (var around = inner.owner();
                around.isPresent();
                around = around.get().scope().owner()) {
            if (around.get().scope().equals(outer)) {
                return true;
            }
        }
        return false;
    }

    /** An inner scope assigns a variable of its own then. */
    private void hidesNone(State state) {
        var outside = state.scope()
                .owner()
                .filter(owner -> !owner.isDistributedMap())
                .flatMap(variables::atEntryOf)
                .map(AssignedVariables.Assigned::possible)
                .orElse(Set.of());
        for (var assigner : AssignedVariables.assigners(state)) {
            for (var name : AssignedVariables.names(assigner.json(), state.queryLanguage())) {
                if (outside.contains(name)) {
                    findings.warning(
                            Code.HIDDEN_VARIABLE,
                            state.name(),
                            "%sAssign/%s of %s hides the variable $%s from outside of %s, which keeps its value; rename it"
                                    .formatted(
                                            assigner.place(),
                                            name,
                                            names.of(state),
                                            name,
                                            state.scope().owner().map(names::of).orElse("")));
                }
            }
        }
    }

    /** The names that the states of a scope read, and those within them, unless they are a distributed Map's. */
    private Set<String> isRead(Scope scope) {
        var read = new HashSet<String>();
        for (var state : scope.states()) {
            reads.getOrDefault(state, List.of()).forEach(each -> read.add(each.name()));
            for (var inner : state.scopes()) {
                var within = isRead(inner);
                if (!state.isDistributedMap()) {
                    read.addAll(within);
                }
            }
        }
        var reported = new HashSet<String>();
        for (var state : scope.states()) {
            for (var assigner : AssignedVariables.assigners(state)) {
                for (var name : AssignedVariables.names(assigner.json(), state.queryLanguage())) {
                    if (isName(name) && !read.contains(name) && reported.add(name)) {
                        findings.warning(
                                Code.UNUSED_VARIABLE,
                                state.name(),
                                "%sAssign/%s of %s is a variable that no state reads; read it or remove it"
                                        .formatted(assigner.place(), name, names.of(state)));
                    }
                }
            }
        }
        return read;
    }
}
