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
import stepfunction.apis.ArnVariable;
import stepfunction.apis.IamRequirement;
import stepfunction.apis.IamRequirement.RequestCondition;
import stepfunction.apis.ResourceType;
import stepfunction.asl.State;
import stepfunction.binding.Arguments;
import stepfunction.binding.BoundWorkflow;
import stepfunction.binding.Callee;
import stepfunction.plan.Value;

/** Applies a requirement of an API to a request: the arguments say on what. */
record RequirementNeeds(State state, Arguments arguments, BoundWorkflow workflow, IamRequirement requirement) {

    /** Stand for the place of the stack in a proposal: {@code allow} takes these placeholders. */
    private static final String PARTITION = "${Partition}";

    private static final String REGION = "${Region}";
    private static final String ACCOUNT = "${AccountId}";

    private static final Set<String> ON_ROLES = Set.of("sts:AssumeRole", "iam:PassRole");

    List<AppliedRequirement> applied() {
        if (!isNeeded()) {
            return List.of();
        }
        if (requirement.isPossible()) {
            return List.of(new AppliedRequirement.Possible(requirement.actions(), proposal()));
        }
        if (requirement.isOnEveryResource()) {
            return restricted(GrantedResource.EVERY);
        }
        var applied = new ArrayList<AppliedRequirement>();
        for (var type : requirement.resources()) {
            applied.addAll(ofType(type));
        }
        return applied.isEmpty() && requirement.orEveryResource() ? restricted(GrantedResource.EVERY) : applied;
    }

    private boolean isNeeded() {
        return requirement.neededWhen().stream()
                .allMatch(when -> when.anyOf().stream().anyMatch(this::holds));
    }

    /**
     * A member that only an execution knows counts as there, with whatever value; where that is all that is sent, none counts as there.
     */
    private boolean holds(RequestCondition condition) {
        if (arguments.areComputed()) {
            return condition.isNegated();
        }
        var found = arguments.at(condition.path());
        if (condition.test() == IamRequirement.Test.IS_PRESENT) {
            return found.isEmpty() == condition.isNegated();
        }
        return found.stream().anyMatch(Callee.Computed.class::isInstance)
                || found.stream()
                                .anyMatch(callee ->
                                        passes(condition, callee.value().text()))
                        != condition.isNegated();
    }

    private static boolean passes(RequestCondition condition, String text) {
        return switch (condition.test()) {
            case IS_PRESENT -> true;
            case EQUALS -> text.equals(condition.value());
            case CONTAINS ->
                text.toLowerCase(Locale.ROOT).contains(condition.value().toLowerCase(Locale.ROOT));
            case STARTS_WITH -> text.startsWith(condition.value());
        };
    }

    /** Elements of a list name one resource each; nothing for one that IAM checks only where the request names it. */
    private List<AppliedRequirement> ofType(ResourceType type) {
        var list = commonPath(type);
        return list.isEmpty()
                ? ofRequest(type)
                : arguments.elements(list).stream()
                        .flatMap(element ->
                                new RequirementNeeds(state, element, workflow, requirement).ofRequest(type).stream())
                        .toList();
    }

    /** The path to the object whose members name the resource together, if one does not name it alone. */
    private static List<String> commonPath(ResourceType type) {
        var paths = type.alternatives().stream()
                .flatMap(template -> template.variables().stream())
                .filter(variable -> !variable.isOwnName())
                .map(ArnVariable::path)
                .distinct()
                .toList();
        return paths.size() < 2
                ? List.of()
                : paths.stream().reduce(RequirementNeeds::common).orElseThrow();
    }

    private static List<String> common(List<String> one, List<String> other) {
        var length = 0;
        while (length < Math.min(one.size(), other.size()) && one.get(length).equals(other.get(length))) {
            length++;
        }
        return one.subList(0, length);
    }

    private List<AppliedRequirement> ofRequest(ResourceType type) {
        for (var template : type.alternatives()) {
            if (absent(template).isEmpty()) {
                return ofTemplate(template, type);
            }
        }
        var template = type.alternatives().get(0);
        var missing = absent(template).orElseThrow();
        return type.isRequired()
                ? List.of(new AppliedRequirement.Lacking(missing.name(), requirement.actions(), proposal(template)))
                : List.of();
    }

    /** The first variable that no member fills, and that has no default. */
    private Optional<ArnVariable> absent(ArnTemplate template) {
        return template.variables().stream()
                .filter(variable ->
                        variable.defaultValue().isEmpty() && !variable.isNarrowing() && !variable.isOwnName())
                .filter(variable -> named(variable).isEmpty())
                .findFirst();
    }

    /** The values of a variable; none where the member is absent and has no default. */
    private List<Callee> named(ArnVariable variable) {
        if (variable.isOwnName()) {
            return List.of(new Callee.Written(
                    new Value.LiteralValue(workflow.spec().settings().name())));
        }
        var path = variable.path();
        if (path.get(path.size() - 1).equals(ArnVariable.KEYS)) {
            return arguments.keysAt(path.subList(0, path.size() - 1));
        }
        return variable.defaultValue().isPresent()
                ? arguments.at(path, variable.defaultValue().get())
                : arguments.at(path);
    }

    private List<AppliedRequirement> ofTemplate(ArnTemplate template, ResourceType type) {
        var applied = new ArrayList<AppliedRequirement>();
        computed(template)
                .ifPresent(variable -> applied.add(
                        type.isOfOthers()
                                ? new AppliedRequirement.Possible(requirement.actions(), proposal(template))
                                : left(variable.name(), true, type.isRequired(), template)));
        if (type.isProposed()) {
            return applied.isEmpty()
                    ? List.of(left(nameOfFirst(template), false, type.isRequired(), template))
                    : applied;
        }
        for (var values : combinations(template)) {
            var named = new NamedResource(state, template, values);
            var mistake = named.mistake(requirement.actions().get(0));
            if (mistake.isPresent()) {
                applied.add(new AppliedRequirement.Mistake(mistake.get()));
            } else if (named.isUncertain()) {
                applied.add(left(nameOfFirst(template), false, type.isRequired(), template));
            } else {
                applied.addAll(restricted(named.granted()));
            }
        }
        return applied;
    }

    /** The first variable that only an execution knows, in one element of a list at least. */
    private Optional<ArnVariable> computed(ArnTemplate template) {
        return template.variables().stream()
                .filter(variable -> !variable.isNarrowing() && isComputed(variable))
                .findFirst();
    }

    private boolean isComputed(ArnVariable variable) {
        return named(variable).stream().anyMatch(Callee.Computed.class::isInstance);
    }

    private AppliedRequirement.Left left(String member, boolean isComputed, boolean isRequired, ArnTemplate template) {
        return new AppliedRequirement.Left(member, isComputed, isRequired, requirement.actions(), proposal(template));
    }

    private static String nameOfFirst(ArnTemplate template) {
        return template.variables().stream().map(ArnVariable::name).findFirst().orElse("request");
    }

    /** A resource for each combination of the values that members name; none where one has only values that an execution knows. */
    private List<Map<ArnVariable, Callee>> combinations(ArnTemplate template) {
        List<Map<ArnVariable, Callee>> combinations = List.of(Map.of());
        for (var variable : template.variables()) {
            var isEvery = variable.isNarrowing()
                    && (isComputed(variable) || named(variable).isEmpty());
            if (!isEvery) {
                combinations = extended(combinations, variable, known(variable));
            }
        }
        return combinations;
    }

    private List<Callee> known(ArnVariable variable) {
        return named(variable).stream()
                .filter(callee -> !(callee instanceof Callee.Computed))
                .toList();
    }

    private static List<Map<ArnVariable, Callee>> extended(
            List<Map<ArnVariable, Callee>> combinations, ArnVariable variable, List<Callee> known) {
        var extended = new ArrayList<Map<ArnVariable, Callee>>();
        for (var combination : combinations) {
            for (var callee : known) {
                var values = new LinkedHashMap<>(combination);
                values.put(variable, callee);
                extended.add(values);
            }
        }
        return extended;
    }

    /** The permission on a resource, under the conditions of the requirement as far as the request has them. */
    private List<AppliedRequirement> restricted(GrantedResource resource) {
        var conditions = new ArrayList<Grant.Condition>();
        for (var restriction : requirement.restrictions()) {
            if (restriction.value() instanceof ArnTemplate.Filled filled) {
                for (var callee : named(filled.variable())) {
                    if (callee instanceof Callee.Computed && !filled.variable().isNarrowing()) {
                        return List.of(left(filled.variable().name(), true, true, resource.template()));
                    }
                    if (!(callee instanceof Callee.Computed)) {
                        conditions.add(
                                new Grant.Condition(restriction.operator(), restriction.key(), callee.value(), true));
                    }
                }
            } else if (restriction.value() instanceof ArnTemplate.Literal text) {
                conditions.add(new Grant.Condition(
                        restriction.operator(), restriction.key(), new Value.LiteralValue(text.text()), false));
            }
        }
        conditions.sort(Comparator.comparing(Grant.Condition::key));
        return List.of(new AppliedRequirement.Granted(
                new Need(requirement.actions(), new Need.Subject(resource, conditions))));
    }

    private String proposal() {
        return requirement.resources().isEmpty()
                ? "*"
                : proposal(requirement.resources().get(0).alternatives().get(0));
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
        var action = requirement.actions().get(0);
        if (ON_ROLES.contains(action)) {
            return "arn:%s:iam::%s:role/ROLE_NAME".formatted(PARTITION, ACCOUNT);
        }
        return "arn:%s:%s:%s:%s:*".formatted(PARTITION, action.substring(0, action.indexOf(':')), REGION, ACCOUNT);
    }
}
