package stepfunction.plan;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must hold of a plan, whatever its definition says.
 *
 * @param now which the time of a schedule must be after
 */
public record PlanCheck(Plan plan, Instant now) {

    /** The logical name of the state machine's component. */
    private static final String WORKFLOW = "workflow";

    /** What is wrong with the plan itself, one sentence each with the mend. */
    public List<String> violations() {
        return Stream.of(
                        malformedNames(),
                        namesGivenTwice(),
                        placeholdersGivenTwice(),
                        outputsGivenTwice(),
                        rolesWithOneName(),
                        plan.functions().stream().flatMap(function -> new FunctionCheck(function).violations()),
                        unlistedTargets(),
                        existingTargetsElsewhere(),
                        layersElsewhere(),
                        plan.permissions().stream().flatMap(PermissionCheck::violations),
                        new TriggerCheck(plan, now).violations())
                .flatMap(Function.identity())
                .map("App.plan: "::concat)
                .distinct()
                .toList();
    }

    private Stream<String> entryNames() {
        return Stream.concat(
                plan.functions().stream().map(FunctionSpec::name),
                plan.targets().stream().map(Target::name));
    }

    private Stream<String> malformedNames() {
        return entryNames()
                .filter(name -> !new EntryName(name).isWellFormed())
                .map(
                        "the name \"%s\" must be of letters and digits and begin with a small letter, such as orderCount; change it"
                                ::formatted);
    }

    private Stream<String> namesGivenTwice() {
        return twice(Stream.concat(Stream.of(WORKFLOW), entryNames()))
                .map(name -> name.equals(WORKFLOW)
                        ? "the name workflow is the state machine's; take another"
                        : "two entries have the name %s; rename one".formatted(name));
    }

    private Stream<String> placeholdersGivenTwice() {
        var hasNamesTwice = namesGivenTwice().findAny().isPresent();
        return hasNamesTwice
                ? Stream.of()
                : twice(Stream.concat(plan.functionPlaceholders(), plan.targetPlaceholders()))
                        .map("two entries give ${%s}; rename one"::formatted);
    }

    private Stream<String> outputsGivenTwice() {
        return twice(plan.functions().stream().map(FunctionSpec::outputName))
                .map("two functions export %1$sFunctionName; give one .exportedAs(NAME)"::formatted);
    }

    /** IAM ignores the case of a role's name. */
    private Stream<String> rolesWithOneName() {
        var config = plan.config();
        return twice(Stream.of(
                                Stream.of(Roles.ofStateMachine(config)),
                                Roles.ofTriggers(plan),
                                plan.functions().stream().map(Roles::ofFunction))
                        .flatMap(Function.identity())
                        .map(name -> name.toLowerCase(Locale.ROOT)))
                .map("two roles have the name %s; name a function or the state machine otherwise"::formatted);
    }

    private Stream<String> unlistedTargets() {
        var listed = plan.placeholders();
        var needed = plan.functions().stream()
                .flatMap(function -> function.neededPlaceholders()
                        .filter(name -> !listed.contains(name))
                        .map(name -> "the function %s needs ${%s}, which no target gives; add .target(...)"
                                .formatted(function.name(), name)));
        var allowed = plan.permissions().stream()
                .flatMap(permission -> permission.resource().placeholders())
                .filter(name -> !listed.contains(name))
                .map("an allow needs ${%s}, which no target gives; add .target(...)"::formatted);
        return Stream.concat(needed, allowed);
    }

    private Stream<String> existingTargetsElsewhere() {
        return plan.targets().stream()
                .filter(target -> !target.isDeclaredHere())
                .flatMap(target -> Arn.parse(target.existingArn())
                        .map(arn -> elsewhere(target, arn))
                        .orElseGet(() -> Stream.of("the target %s must have an ARN, was \"%s\"; correct it"
                                .formatted(target.name(), target.existingArn()))));
    }

    private Stream<String> elsewhere(Target<?> target, Arn arn) {
        return isHere(arn)
                ? Stream.of()
                : Stream.of("the target %s is in %s, but Step Functions calls only its own Region %s; take one there"
                        .formatted(target.name(), arn.region(), plan.config().region()));
    }

    private Stream<String> layersElsewhere() {
        return plan.functions().stream()
                .flatMap(function -> function.layers().stream()
                        .filter(layer -> layer.placeholders().findAny().isEmpty())
                        .flatMap(layer -> Arn.parse(layer.in(Map.of())).stream())
                        .filter(layer -> !isHere(layer))
                        .map(layer ->
                                "the function %s has a layer in %s, but Lambda takes only those of its own Region %s; take one there"
                                        .formatted(
                                                function.name(),
                                                layer.region(),
                                                plan.config().region())));
    }

    /** Where the stack's Region is wrong, that is told already. */
    private boolean isHere(Arn arn) {
        var region = plan.config().region();
        return arn.region().isEmpty() || arn.region().equals(region) || region.isEmpty();
    }

    private static Stream<String> twice(Stream<String> names) {
        return names.collect(Collectors.groupingBy(Function.identity(), Collectors.counting())).entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .sorted();
    }
}
