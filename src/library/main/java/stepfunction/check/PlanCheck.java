package stepfunction.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Placeholder;
import stepfunction.asl.Spelling;
import stepfunction.plan.Arn;
import stepfunction.plan.EntryName;
import stepfunction.plan.Event;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Permission;
import stepfunction.plan.Plan;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Roles;
import stepfunction.plan.StackValues;
import stepfunction.plan.Target;
import stepfunction.plan.Value;
import stepfunction.plan.WorkflowSpec;

/** The checks of a plan that do not depend on its definition. */
public final class PlanCheck {

    private final Plan plan;
    private final Instant now;
    private final Findings findings = new Findings();

    private PlanCheck(Plan plan, Instant now) {
        this.plan = plan;
        this.now = now;
    }

    /**
     * The findings about a plan itself; each message begins with plan.
     *
     * @param now which the time of a schedule should be after
     */
    public static List<Finding> check(Plan plan, Instant now) {
        var check = new PlanCheck(plan, now);
        check.allRules();
        return check.findings.about("plan");
    }

    private void allRules() {
        namesAreWellFormed();
        valuesHaveNamesOfPlaceholders();
        namesAndPlaceholdersAreGivenOnce();
        var renames = RenameCheck.check(plan);
        findings.addAll(renames.findings());
        var mistakenNames = new HashSet<>(renames.mistakenNames());
        mistakenNames.addAll(twice(entryNames()));
        var functions = plan.functions().stream()
                .filter(function -> !mistakenNames.contains(function.name()))
                .toList();
        var workflows = plan.workflows().stream()
                .filter(workflow -> !mistakenNames.contains(workflow.name()))
                .toList();
        outputsAreGivenOnce(functions, workflows);
        rolesHaveNamesOfTheirOwn(functions, workflows);
        for (var function : plan.functions()) {
            findings.addAll(FunctionCheck.check(function, plan));
            functionNeedsListedTargets(function);
            environmentNamesWhatIsListed(function);
        }
        for (var workflow : plan.workflows()) {
            findings.addAll(WorkflowSpecCheck.check(workflow));
            for (var permission : workflow.permissions()) {
                findings.addAll(PermissionCheck.check(permission, plan));
                permissionNeedsWhatIsListed(permission);
            }
        }
        existingTargetsAreHere();
        keysAreListed();
        layersAreHere();
        triggersHaveNamesOfTheirOwn();
        queuesStartOneWorkflowEach();
        declaredQueuesTakeDeadLettersOfOneWorkflowsEvents();
        for (var workflow : plan.workflows()) {
            findings.addAll(TriggerCheck.check(plan, workflow, now));
        }
    }

    private List<String> entryNames() {
        var names = new ArrayList<String>();
        for (var function : plan.functions()) {
            names.add(function.name());
        }
        for (var target : plan.targets()) {
            names.add(target.name());
        }
        for (var workflow : plan.workflows()) {
            names.add(workflow.name());
        }
        return names;
    }

    private void namesAreWellFormed() {
        for (var name : entryNames()) {
            if (!new EntryName(name).isWellFormed()) {
                findings.error(
                        "the name \"%s\" must be of letters and digits and start with a lower-case letter, such as orderCount; change it"
                                .formatted(name));
            }
        }
    }

    private void valuesHaveNamesOfPlaceholders() {
        for (var name : plan.values().keySet()) {
            if (!Placeholder.isName(name)) {
                findings.error(
                        "the value \"%s\" must have a name of letters, digits and underscores that begins with a letter, such as MaxItems; change it"
                                .formatted(name));
            }
        }
    }

    /** Entries of the same name also have the same placeholders, but are reported once. */
    private void namesAndPlaceholdersAreGivenOnce() {
        var names = entryNames();
        var givenTwice = twice(names);
        for (var name : givenTwice) {
            findings.error(
                    name.equals(WorkflowSpec.MAIN)
                            ? "the name workflow is the state machine's; choose another"
                            : "two entries have the name %s; rename one".formatted(name));
        }
        if (givenTwice.isEmpty()) {
            placeholdersAreGivenOnce();
        }
    }

    private void placeholdersAreGivenOnce() {
        for (var placeholder : twice(plan.placeholders())) {
            findings.error(
                    StackValues.isName(placeholder)
                            ? "${%s} is the stack's own; rename the entry that defines it".formatted(placeholder)
                            : "two entries define ${%s}; rename one".formatted(placeholder));
        }
    }

    private void outputsAreGivenOnce(List<FunctionSpec> functions, List<WorkflowSpec> workflows) {
        var names = functions.stream().map(FunctionSpec::outputName).toList();
        for (var name : twice(names)) {
            findings.error("two functions export %sFunctionName; set .exportedAs(NAME) for one".formatted(name));
        }
        var outputs = workflows.stream()
                .map(workflow -> workflow.output("stateMachineArn"))
                .toList();
        for (var output : twice(outputs)) {
            findings.error("two workflows export %s; set .exportedAs(NAME) for one".formatted(output));
        }
    }

    /** IAM ignores the case of a role's name. */
    private void rolesHaveNamesOfTheirOwn(List<FunctionSpec> functions, List<WorkflowSpec> workflows) {
        var roles = new ArrayList<String>();
        for (var workflow : workflows) {
            roles.add(Roles.ofStateMachine(workflow.settings().name()));
            roles.addAll(Roles.ofTriggers(workflow));
        }
        for (var function : functions) {
            roles.add(Roles.ofFunction(function));
        }
        for (var name : twice(inLowerCase(roles))) {
            var spellings =
                    roles.stream().filter(name::equalsIgnoreCase).distinct().toList();
            findings.error("two roles have the name %s; set .named(NAME) for one of the functions or workflows"
                    .formatted(String.join(", in other letters ", spellings)));
        }
    }

    /** Their resources in Pulumi are named after them. */
    private void triggersHaveNamesOfTheirOwn() {
        var names = new ArrayList<String>();
        for (var workflow : plan.workflows()) {
            for (var trigger : workflow.triggers()) {
                if (trigger.isNamedInPlan()) {
                    names.add(trigger.name());
                }
            }
        }
        for (var name : twice(names)) {
            findings.error("two triggers have the name %s; rename one".formatted(name));
        }
    }

    /** Each message starts only one of them, which AWS accepts. Within a workflow, that is reported with its other triggers. */
    private void queuesStartOneWorkflowEach() {
        var workflowOf = new HashMap<String, WorkflowSpec>();
        for (var workflow : plan.workflows()) {
            for (var messages : workflow.triggersOf(QueueMessages.class)) {
                var other = workflowOf.putIfAbsent(messages.queueIdentity(), workflow);
                if (other != null && !other.name().equals(workflow.name())) {
                    findings.warning(
                            Code.DUPLICATE_TRIGGER,
                            messages.name(),
                            "%s starts %s and %s, but each message reaches only one of them; give each a queue of its own"
                                    .formatted(messages.title(), other.title(), workflow.title()));
                }
            }
        }
    }

    /** A queue has one policy, which the workflow's component sets for the rules of its own events. */
    private void declaredQueuesTakeDeadLettersOfOneWorkflowsEvents() {
        var workflowOf = new HashMap<String, WorkflowSpec>();
        for (var workflow : plan.workflows()) {
            for (var queue : declaredDeadLetterQueues(workflow)) {
                var other = workflowOf.putIfAbsent(queue, workflow);
                if (other != null) {
                    findings.error(
                            "the queue %s receives dead letters from events of %s and %s, but its policy can be set for one workflow only; add a queue for each"
                                    .formatted(queue, other.title(), workflow.title()));
                }
            }
        }
    }

    private static Set<String> declaredDeadLetterQueues(WorkflowSpec workflow) {
        return workflow.triggersOf(Event.class).stream()
                .flatMap(event -> event.deadLetterQueue().stream())
                .filter(Target::isDeclaredHere)
                .map(Target::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> inLowerCase(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private void functionNeedsListedTargets(FunctionSpec function) {
        for (var needed : function.requiredPlaceholders()) {
            if (!plan.definesWithoutFunctions(needed)) {
                needsWhatIsNotListed(function, needed);
            }
        }
    }

    private void needsWhatIsNotListed(FunctionSpec function, String needed) {
        findings.error("the function %s needs ${%s}, which no target defines; %s"
                .formatted(function.name(), needed, adviceWithoutFunctions(plan, needed)));
    }

    /** A template language of the user's own may have the same form. */
    private void environmentNamesWhatIsListed(FunctionSpec function) {
        function.connections().environment().forEach((variable, value) -> {
            if (value instanceof Value.TemplateValue text) {
                for (var placeholder : text.placeholders()) {
                    if (plan.functionOf(placeholder).isPresent()) {
                        needsWhatIsNotListed(function, placeholder);
                    } else if (!plan.defines(placeholder)) {
                        mayBeMisspelled(function, variable, placeholder);
                    }
                }
            }
        });
    }

    private void mayBeMisspelled(FunctionSpec function, String variable, String placeholder) {
        Spelling.nearest(placeholder, plan.placeholdersWithoutFunctions())
                .ifPresent(meant -> findings.warning(
                        Code.UNDEFINED_PLACEHOLDER,
                        function.name(),
                        "the function %s has ${%s} in %s, which no target defines, so it is sent literally; did you mean ${%s}?"
                                .formatted(function.name(), placeholder, variable, meant)));
    }

    private void permissionNeedsWhatIsListed(Permission permission) {
        for (var needed : permission.resource().placeholders()) {
            if (!plan.defines(needed)) {
                findings.error("an allow needs ${%s}, which no target defines; %s"
                        .formatted(needed, advice(needed, plan.placeholders())));
            }
        }
    }

    /** The fix for a placeholder that has no value before functions are declared. */
    static String adviceWithoutFunctions(Plan plan, String placeholder) {
        return plan.functionOf(placeholder)
                .map(function ->
                        "write the function's ARN as arn:${Partition}:lambda:${Region}:${AccountId}:function:%s"
                                .formatted(function.functionName()))
                .orElseGet(() -> advice(placeholder, plan.placeholdersWithoutFunctions()));
    }

    private static String advice(String placeholder, Collection<String> defined) {
        return Spelling.nearest(placeholder, defined)
                .map(meant -> "did you mean ${%s}?".formatted(meant))
                .orElse("add .target(...)");
    }

    private void existingTargetsAreHere() {
        for (var target : plan.targets()) {
            if (!target.isDeclaredHere()) {
                existingTargetIsHere(target);
            }
        }
    }

    private void existingTargetIsHere(Target<?> target) {
        var arn = Arn.parse(target.existingArn());
        if (arn.isEmpty()) {
            findings.error("the target %s must have an ARN, was \"%s\"; correct it"
                    .formatted(target.name(), target.existingArn()));
        } else if (!Placeholder.in(target.existingArn()).isEmpty()) {
            findings.error(
                    "the target %s must have an ARN without placeholders, was %s; write Region and account, or read them from the config"
                            .formatted(target.name(), target.existingArn()));
        } else if (!isHere(arn.get()) && !isForFunctionsAlone(target)) {
            findings.error("the target %s is in %s, but Step Functions calls only its own Region %s; choose one there"
                    .formatted(target.name(), arn.get().region(), plan.config().region()));
        }
    }

    /** A function can call any Region. */
    private boolean isForFunctionsAlone(Target<?> target) {
        var arn = target.arnPlaceholder();
        return plan.functions().stream()
                        .anyMatch(function -> function.neededPlaceholders().contains(arn))
                && plan.workflows().stream()
                        .flatMap(workflow -> workflow.triggers().stream())
                        .noneMatch(trigger -> trigger.neededPlaceholders().contains(arn));
    }

    private void keysAreListed() {
        for (var target : plan.targets()) {
            target.key()
                    .filter(key -> !plan.defines(key.arnPlaceholder()))
                    .ifPresent(key -> findings.error(
                            "the target %s is encrypted by %s, which is not in the plan; add .target(%2$s)"
                                    .formatted(target.name(), key.name())));
        }
    }

    private void layersAreHere() {
        for (var function : plan.functions()) {
            for (var layer : function.code().layers()) {
                if (layer instanceof Value.LiteralValue
                        || Arn.parse(layer.text()).isPresent()) {
                    layerIsHere(function, layer.text());
                }
            }
        }
    }

    private void layerIsHere(FunctionSpec function, String layer) {
        var arn = Arn.parse(layer);
        if (arn.isEmpty()) {
            findings.error("the function %s must have layers by their ARNs, was \"%s\"; correct it"
                    .formatted(function.name(), layer));
        } else if (Placeholder.in(arn.get().region()).isEmpty() && !isHere(arn.get())) {
            findings.error(
                    "the function %s has a layer in %s, but Lambda uses only those of its own Region %s; choose one there"
                            .formatted(
                                    function.name(),
                                    arn.get().region(),
                                    plan.config().region()));
        }
    }

    /** A wrong Region of the stack has already been reported. */
    private boolean isHere(Arn arn) {
        var region = plan.config().region();
        return arn.region().isEmpty() || arn.region().equals(region) || region.isEmpty();
    }

    /** The names that occur more than once, in alphabetical order. */
    static Set<String> twice(List<String> names) {
        var once = new HashSet<String>();
        var twice = new TreeSet<String>();
        for (var name : names) {
            if (!once.add(name)) {
                twice.add(name);
            }
        }
        return twice;
    }
}
