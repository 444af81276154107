package stepfunction.grants;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import stepfunction.apis.ArnTemplate;
import stepfunction.apis.Authorization;
import stepfunction.apis.Authorization.Clause;
import stepfunction.apis.ResourceType;
import stepfunction.apis.Variable;
import stepfunction.asl.State;
import stepfunction.binding.Arguments;
import stepfunction.binding.BoundWorkflow;
import stepfunction.binding.Callee;
import stepfunction.plan.Value;

/** Applies an authorization of an API to a request: the arguments say on what. */
record AuthorizationNeeds(State state, Arguments arguments, BoundWorkflow workflow, Authorization authorization) {

    /** Stand for the place of the stack in a proposal: {@code allow} takes these placeholders. */
    private static final String PARTITION = "${Partition}";

    private static final String REGION = "${Region}";
    private static final String ACCOUNT = "${AccountId}";

    private static final Set<String> ON_ROLES = Set.of("sts:AssumeRole", "iam:PassRole");

    List<Outcome> outcomes() {
        if (!isNeeded()) {
            return List.of();
        }
        if (authorization.isPossible()) {
            return List.of(new Outcome.Possible(authorization.actions(), proposal()));
        }
        if (authorization.isOnEveryResource()) {
            return restricted(GrantedResource.EVERY);
        }
        var outcomes = new ArrayList<Outcome>();
        for (var type : authorization.resources()) {
            outcomes.addAll(ofType(type));
        }
        return outcomes.isEmpty() && authorization.orEveryResource() ? restricted(GrantedResource.EVERY) : outcomes;
    }

    private boolean isNeeded() {
        return authorization.neededWhen().stream()
                .allMatch(when -> when.anyOf().stream().anyMatch(this::holds));
    }

    /**
     * A member that only an execution knows counts as there, with whatever value; where that is all that is sent, none counts as there.
     */
    private boolean holds(Clause clause) {
        if (arguments.areComputed()) {
            return clause.isNegated();
        }
        var found = arguments.at(clause.path());
        if (clause.test() == Authorization.Test.IS_PRESENT) {
            return found.isEmpty() == clause.isNegated();
        }
        return found.stream().anyMatch(Callee.Computed.class::isInstance)
                || found.stream()
                                .anyMatch(
                                        callee -> passes(clause, callee.value().text()))
                        != clause.isNegated();
    }

    private static boolean passes(Clause clause, String text) {
        return switch (clause.test()) {
            case IS_PRESENT -> true;
            case EQUALS -> text.equals(clause.value());
            case CONTAINS ->
                text.toLowerCase(Locale.ROOT).contains(clause.value().toLowerCase(Locale.ROOT));
            case STARTS_WITH -> text.startsWith(clause.value());
        };
    }

    /** Elements of a list name one resource each; nothing for one that IAM checks only where the request names it. */
    private List<Outcome> ofType(ResourceType type) {
        var list = commonPath(type);
        return list.isEmpty()
                ? ofRequest(type)
                : arguments.elements(list).stream()
                        .flatMap(element -> new AuthorizationNeeds(state, element, workflow, authorization)
                                .ofRequest(type).stream())
                        .toList();
    }

    /** The path to the object whose members name the resource together, if one does not name it alone. */
    private static List<String> commonPath(ResourceType type) {
        var paths = type.alternatives().stream()
                .flatMap(template -> template.variables().stream())
                .filter(variable -> !variable.isOwnName())
                .map(Variable::path)
                .distinct()
                .toList();
        return paths.size() < 2
                ? List.of()
                : paths.stream().reduce(AuthorizationNeeds::common).orElseThrow();
    }

    private static List<String> common(List<String> one, List<String> other) {
        var length = 0;
        while (length < Math.min(one.size(), other.size()) && one.get(length).equals(other.get(length))) {
            length++;
        }
        return one.subList(0, length);
    }

    private List<Outcome> ofRequest(ResourceType type) {
        for (var template : type.alternatives()) {
            if (absent(template).isEmpty()) {
                return ofTemplate(template, type);
            }
        }
        var template = type.alternatives().get(0);
        var missing = absent(template).orElseThrow();
        return type.isRequired()
                ? List.of(new Outcome.Lacking(missing.name(), authorization.actions(), proposal(template)))
                : List.of();
    }

    /** The first variable that no member fills, and that has no default. */
    private Optional<Variable> absent(ArnTemplate template) {
        return template.variables().stream()
                .filter(variable ->
                        variable.defaultValue().isEmpty() && !variable.isNarrowing() && !variable.isOwnName())
                .filter(variable -> named(variable).isEmpty())
                .findFirst();
    }

    /** The values of a variable; none where the member is absent and has no default. */
    private List<Callee> named(Variable variable) {
        if (variable.isOwnName()) {
            return List.of(
                    new Callee.Written(new Value.Text(workflow.spec().settings().name())));
        }
        var path = variable.path();
        if (path.get(path.size() - 1).equals(Variable.KEYS)) {
            return arguments.keysAt(path.subList(0, path.size() - 1));
        }
        return variable.defaultValue().isPresent()
                ? arguments.at(path, variable.defaultValue().get())
                : arguments.at(path);
    }

    private List<Outcome> ofTemplate(ArnTemplate template, ResourceType type) {
        var outcomes = new ArrayList<Outcome>();
        computed(template)
                .ifPresent(variable -> outcomes.add(
                        type.isOfOthers()
                                ? new Outcome.Possible(authorization.actions(), proposal(template))
                                : left(variable.name(), true, type.isRequired(), template)));
        if (type.isProposed()) {
            return outcomes.isEmpty()
                    ? List.of(left(nameOfFirst(template), false, type.isRequired(), template))
                    : outcomes;
        }
        for (var values : combinations(template)) {
            var named = new NamedResource(state, template, values);
            var mistake = named.mistake(authorization.actions().get(0));
            if (mistake.isPresent()) {
                outcomes.add(new Outcome.Mistake(mistake.get()));
            } else if (named.isUncertain()) {
                outcomes.add(left(nameOfFirst(template), false, type.isRequired(), template));
            } else {
                outcomes.addAll(restricted(named.granted()));
            }
        }
        return outcomes;
    }

    /** The first variable that only an execution knows, in one element of a list at least. */
    private Optional<Variable> computed(ArnTemplate template) {
        return template.variables().stream()
                .filter(variable -> !variable.isNarrowing() && isComputed(variable))
                .findFirst();
    }

    private boolean isComputed(Variable variable) {
        return named(variable).stream().anyMatch(Callee.Computed.class::isInstance);
    }

    private Outcome.Left left(String member, boolean isComputed, boolean isRequired, ArnTemplate template) {
        return new Outcome.Left(member, isComputed, isRequired, authorization.actions(), proposal(template));
    }

    private static String nameOfFirst(ArnTemplate template) {
        return template.variables().stream().map(Variable::name).findFirst().orElse("request");
    }

    /** A resource for each combination of the values that members name; none where one has only values that an execution knows. */
    private List<Map<Variable, Callee>> combinations(ArnTemplate template) {
        List<Map<Variable, Callee>> combinations = List.of(Map.of());
        for (var variable : template.variables()) {
            var isEvery = variable.isNarrowing()
                    && (isComputed(variable) || named(variable).isEmpty());
            if (!isEvery) {
                combinations = extended(combinations, variable, known(variable));
            }
        }
        return combinations;
    }

    private List<Callee> known(Variable variable) {
        return named(variable).stream()
                .filter(callee -> !(callee instanceof Callee.Computed))
                .toList();
    }

    private static List<Map<Variable, Callee>> extended(
            List<Map<Variable, Callee>> combinations, Variable variable, List<Callee> known) {
        var extended = new ArrayList<Map<Variable, Callee>>();
        for (var combination : combinations) {
            for (var callee : known) {
                var values = new LinkedHashMap<>(combination);
                values.put(variable, callee);
                extended.add(values);
            }
        }
        return extended;
    }

    /** The permission on a resource, under the conditions of the authorization as far as the request has them. */
    private List<Outcome> restricted(GrantedResource resource) {
        var comparisons = new ArrayList<Grant.Comparison>();
        for (var restriction : authorization.restrictions()) {
            if (restriction.value() instanceof ArnTemplate.Filled filled) {
                for (var callee : named(filled.variable())) {
                    if (callee instanceof Callee.Computed && !filled.variable().isNarrowing()) {
                        return List.of(left(filled.variable().name(), true, true, resource.template()));
                    }
                    if (!(callee instanceof Callee.Computed)) {
                        comparisons.add(
                                new Grant.Comparison(restriction.operator(), restriction.key(), callee.value(), true));
                    }
                }
            } else if (restriction.value() instanceof ArnTemplate.Text text) {
                comparisons.add(new Grant.Comparison(
                        restriction.operator(), restriction.key(), new Value.Text(text.text()), false));
            }
        }
        comparisons.sort(Comparator.comparing(Grant.Comparison::key));
        return List.of(new Outcome.Granted(new Need(authorization.actions(), new Need.Subject(resource, comparisons))));
    }

    private String proposal() {
        return authorization.resources().isEmpty()
                ? "*"
                : proposal(authorization.resources().get(0).alternatives().get(0));
    }

    /** The ARN as far as it is known, for an {@code allow}. */
    private String proposal(ArnTemplate template) {
        var proposal = template.proposal(
                variable -> isComputed(variable)
                        ? Optional.empty()
                        : named(variable).stream()
                                .map(callee -> callee.value().text())
                                .findFirst(),
                PARTITION,
                REGION,
                ACCOUNT);
        return proposal.equals("*") ? everyResourceOfTheService() : proposal;
    }

    private String everyResourceOfTheService() {
        var action = authorization.actions().get(0);
        if (ON_ROLES.contains(action)) {
            return "arn:%s:iam::%s:role/ROLE_NAME".formatted(PARTITION, ACCOUNT);
        }
        return "arn:%s:%s:%s:%s:*".formatted(PARTITION, action.substring(0, action.indexOf(':')), REGION, ACCOUNT);
    }
}
