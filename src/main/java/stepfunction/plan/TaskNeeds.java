package stepfunction.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.asl.Fields;
import stepfunction.asl.Resource;
import stepfunction.asl.State;
import stepfunction.plan.Grant.Comparison;
import stepfunction.plan.TaskArguments.Given;

/** What one Task, or a distributed Map as the reader and writer of items, needs of the state machine's role. */
record TaskNeeds(Plan plan, State task, TaskArguments arguments) {

    /** What must be, for the Task to run. */
    sealed interface Need {}

    /** Actions that the role can be given. */
    record Call(Subject subject, List<String> actions) implements Need {}

    /** A rule of EventBridge that Step Functions manages in the account. */
    record ManagedRule(String name) implements Need {}

    /** What does not follow from the definition, as a sentence with the mend. */
    record Unmet(String violation) implements Need {}

    static Stream<Need> of(Plan plan, State state) {
        var needs = new TaskNeeds(plan, state, TaskArguments.of(state));
        var ofTask = state.resource().stream().flatMap(needs::ofResource);
        var ofMap = state.isDistributedMap()
                ? Stream.of("ItemReader", "ResultWriter").flatMap(part -> ofPart(plan, state, part))
                : Stream.<Need>of();
        return Stream.concat(ofTask, ofMap);
    }

    /** A ResultWriter without a Resource writes nothing. */
    private static Stream<Need> ofPart(Plan plan, State map, String part) {
        var fields = map.fields().object(part).map(Fields::new);
        var resource = fields.flatMap(field -> field.text("Resource"));
        if (fields.isEmpty() || resource.isEmpty()) {
            return Stream.of();
        }
        var needs = new TaskNeeds(plan, map, TaskArguments.ofPart(map.queryLanguage(), fields.get()));
        return Catalogue.findPartOfMap(part, Resource.parse(resource.get()))
                .map(known -> known.accesses().stream()
                        .filter(needs.arguments::need)
                        .flatMap(access -> needs.ofAccess("has the %s %s".formatted(part, known.key()), access)))
                .orElseGet(() -> needs.unmet("has the %s %s, which Step Functions does not offer there; correct it"
                        .formatted(part, resource.get())));
    }

    private Stream<Need> ofResource(Resource resource) {
        if (task.fields().has("Credentials")) {
            return assumingRole();
        }
        if (resource instanceof Resource.Function function) {
            var arn = arnOfTarget(Value.parse(function.arn()));
            return isExistingActivity(arn)
                    ? Stream.of()
                    : call(new Subject(ArnForm.FUNCTION, List.of(arn), List.of()), List.of("lambda:InvokeFunction"));
        }
        if (resource instanceof Resource.Integration called) {
            return called.isOffered()
                    ? Catalogue.find(called)
                            .map(known -> ofKnown(called, known))
                            .orElseGet(() -> ofUnknown(called))
                    : Stream.of();
        }
        // An activity's worker asks for its Tasks. What is neither, or is not offered, the check of the definition
        // refuses.
        return Stream.of();
    }

    /** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html: that role may do the rest. */
    private Stream<Need> assumingRole() {
        var credentials = new TaskArguments(task.queryLanguage(), task.fields().object("Credentials"));
        var access = Access.on(ArnForm.AS_WRITTEN, Parameter.at("RoleArn"), "sts:AssumeRole");
        return new TaskNeeds(plan, task, credentials).ofAccess("assumes a role", access);
    }

    private Stream<Need> ofUnknown(Resource.Integration called) {
        var action = ActionNames.likelyAction(called);
        return ActionNames.isAllowed(called, plan.permissions())
                ? Stream.of()
                : unmet("calls %s, of which the catalogue knows nothing; add .allow(\"%s\", RESOURCE) to App.plan"
                        .formatted(called.key(), action));
    }

    private Stream<Need> ofKnown(Resource.Integration called, Integration known) {
        var pattern = called.pattern();
        var rule = pattern.waitsForJob() && !known.managedRule().isEmpty()
                ? Stream.of(new ManagedRule(known.managedRule()))
                : Stream.<Need>of();
        var accesses = known.accesses(pattern).stream()
                .filter(arguments::need)
                .flatMap(access -> ofAccess("calls " + called.key(), access));
        return Stream.concat(accesses, rule);
    }

    private Stream<Need> ofAccess(String what, Access access) {
        var namedBy = access.parameters().stream().map(this::reading).toList();
        var comparedWith = access.conditions().values().stream().map(this::reading);
        var readings = Stream.concat(namedBy.stream(), comparedWith).toList();

        var missing = readings.stream().filter(Reading::isMissing).findFirst();
        if (missing.isPresent()) {
            var name = missing.get().parameter().name();
            return unmet("%s without %s, which says on what; add it".formatted(what, name));
        }
        var computed = readings.stream().filter(Reading::isComputed).findFirst();
        if (computed.isPresent()) {
            return computed(what, computed.get().parameter().name(), access.actions());
        }
        var comparisons = comparisons(access);
        return resources(access, namedBy)
                .flatMap(values -> call(new Subject(access.form(), values, comparisons), access.actions()));
    }

    private Reading reading(Parameter parameter) {
        return new Reading(parameter, arguments.read(parameter));
    }

    /** A parameter and what stands there. */
    private record Reading(Parameter parameter, List<Given> given) {

        boolean isMissing() {
            return given.stream().anyMatch(TaskArguments.Missing.class::isInstance);
        }

        boolean isComputed() {
            return !parameter.isNarrowing() && given.stream().anyMatch(TaskArguments.Computed.class::isInstance);
        }

        Stream<Value> values() {
            return given.stream()
                    .filter(TaskArguments.Known.class::isInstance)
                    .map(known -> ((TaskArguments.Known) known).value());
        }
    }

    /** What the parameters name: one resource for each value of the first, completed by the others. */
    private Stream<List<Value>> resources(Access access, List<Reading> namedBy) {
        if (access.form() == ArnForm.CALLER) {
            return Stream.of(List.of(new Value.Text(plan.config().stepFunctionName())));
        }
        if (namedBy.isEmpty()) {
            return Stream.of(List.of());
        }
        var others = namedBy.stream().skip(1).flatMap(Reading::values).toList();
        return namedBy.get(0).values().map(first -> {
            var values = new ArrayList<Value>();
            values.add(access.form().takesArnOfTarget() ? arnOfTarget(first) : first);
            values.addAll(others);
            return values;
        });
    }

    /** Whichever output of a target the Task has, its ARN is what counts. */
    private Value arnOfTarget(Value value) {
        return value.placeholders()
                .flatMap(name -> plan.targetOf(name).stream())
                .findFirst()
                .map(Target::arn)
                .orElse(value);
    }

    /** Its worker asks for the Tasks. */
    private boolean isExistingActivity(Value arn) {
        return arn.placeholders()
                .flatMap(name -> plan.targetOf(name).stream())
                .anyMatch(target -> Resource.parse(target.existingArn()) instanceof Resource.Activity);
    }

    private List<Comparison> comparisons(Access access) {
        return access.conditions().entrySet().stream()
                .flatMap(
                        entry -> reading(entry.getValue()).values().map(value -> new Comparison(entry.getKey(), value)))
                .sorted(Comparator.comparing(
                        comparison -> comparison.condition().key()))
                .toList();
    }

    /** Placeholders that nobody gives are told elsewhere, and allow nothing. */
    private Stream<Need> call(Subject subject, List<String> actions) {
        var given = plan.placeholders();
        var needed = Stream.concat(
                subject.values().stream(), subject.conditions().stream().map(Comparison::value));
        var isGiven = needed.flatMap(Value::placeholders).allMatch(given::contains);
        return isGiven ? Stream.of(new Call(subject, actions)) : Stream.of();
    }

    private Stream<Need> computed(String what, String parameter, List<String> actions) {
        var isAllowed = actions.stream()
                .allMatch(action -> plan.permissions().stream().anyMatch(permission -> permission.covers(action)));
        var lines = actions.stream().map(".allow(\"%s\", RESOURCE)"::formatted).collect(Collectors.joining());
        return isAllowed
                ? Stream.of()
                : unmet("%s with a %s that only an execution knows; add %s to App.plan"
                        .formatted(what, parameter, lines));
    }

    private Stream<Need> unmet(String sentence) {
        return Stream.of(new Unmet("%s: %s %s".formatted(plan.file(), task.name(), sentence)));
    }

    static Optional<String> violation(Need need) {
        return need instanceof Unmet unmet ? Optional.of(unmet.violation()) : Optional.empty();
    }
}
