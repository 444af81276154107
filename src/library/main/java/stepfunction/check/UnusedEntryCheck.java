package stepfunction.check;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.JsonTemplate;
import stepfunction.binding.BoundWorkflow;
import stepfunction.history.FormerWorkflow;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;
import stepfunction.plan.Value;

/** Whether everything that the plan lists is used, by any of its workflows. */
public final class UnusedEntryCheck {

    private final Plan plan;
    private final List<BoundWorkflow> workflows;
    private final List<FormerWorkflow> former;
    private final Findings findings = new Findings();

    private UnusedEntryCheck(Plan plan, List<BoundWorkflow> workflows, List<FormerWorkflow> former) {
        this.plan = plan;
        this.workflows = workflows;
        this.former = former;
    }

    /**
     * A warning for each that is not; each message begins with plan.
     *
     * @param former workflows with definitions that have been replaced, but that executions may still run
     */
    public static List<Finding> check(Plan plan, List<BoundWorkflow> workflows, List<FormerWorkflow> former) {
        var check = new UnusedEntryCheck(plan, workflows, former);
        check.entriesAreUsed();
        return check.findings.about("plan");
    }

    private void entriesAreUsed() {
        var rendered = new LinkedHashSet<String>();
        var called = new LinkedHashSet<String>();
        var all = Stream.concat(workflows.stream(), former.stream().map(FormerWorkflow::bound))
                .toList();
        for (var workflow : all) {
            // In data too, such as the Result of a Pass.
            rendered.addAll(new JsonTemplate(workflow.written().json()).placeholders());
            called.addAll(workflow.written().placeholders());
        }
        for (var target : plan.targets()) {
            targetIsUsed(target, rendered);
        }
        for (var value : plan.values().keySet()) {
            valueIsUsed(value, rendered);
        }
        for (var function : plan.functions()) {
            functionIsCalled(function, called);
        }
    }

    private void valueIsUsed(String value, Set<String> named) {
        if (!named.contains(value) && !plan.neededPlaceholders().contains(value)) {
            findings.warning(
                    Code.UNUSED_VALUE,
                    value,
                    "the value %s is unused; refer to ${%s} in %s, or remove it".formatted(value, value, place()));
        }
    }

    /** By the definition, by a function, by an {@code allow} or by a trigger. A warning, for its Task may be written next. */
    private void targetIsUsed(Target<?> target, Set<String> named) {
        var names = target.placeholders();
        var isUsed = plan.mayUseAnyTarget()
                || !Collections.disjoint(names, named)
                || !Collections.disjoint(names, plan.neededPlaceholders());
        if (!isUsed) {
            findings.warning(
                    Code.UNUSED_TARGET,
                    target.name(),
                    "the target %s is unused; refer to ${%s} in %s, let a function use it with .uses, or remove it"
                            .formatted(target.name(), target.arnPlaceholder(), place()));
        }
    }

    /** A warning, for something else may call it, as it certainly does where the function calls the workflow. */
    private void functionIsCalled(FunctionSpec function, Set<String> named) {
        var isCalled = named.contains(function.arnPlaceholder()) || isAllowed(function) || function.callsWorkflow();
        if (!isCalled) {
            findings.warning(
                    Code.UNUSED_FUNCTION,
                    function.name(),
                    "%s the function %s; refer to ${%s} in %s, or remove the function if nothing else calls it"
                            .formatted(notCalled(), function.name(), function.arnPlaceholder(), place()));
        }
    }

    private boolean isAllowed(FunctionSpec function) {
        var arn = new Value.PlaceholderValue(function.arnPlaceholder());
        return plan.workflows().stream()
                .flatMap(workflow -> workflow.permissions().stream())
                .anyMatch(permission -> permission.resource().equals(arn));
    }

    private String notCalled() {
        return workflows.size() == 1 ? "the workflow does not call" : "no workflow calls";
    }

    /** Where an entry can be named. */
    private String place() {
        return workflows.size() == 1 ? plan.main().file() : "a definition";
    }
}
