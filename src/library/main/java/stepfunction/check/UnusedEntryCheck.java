package stepfunction.check;

import java.util.Collections;
import java.util.Set;
import stepfunction.asl.Definition;
import stepfunction.asl.Findings;
import stepfunction.asl.JsonTemplate;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;
import stepfunction.plan.Value;

/** Whether everything that the plan lists is used. */
record UnusedEntryCheck(Definition definition, Plan plan, Findings findings) {

    void check() {
        // In data too, such as the Result of a Pass.
        var rendered = new JsonTemplate(definition.json()).placeholders();
        for (var target : plan.targets()) {
            targetIsUsed(target, rendered);
        }
        for (var value : plan.source().values().keySet()) {
            valueIsUsed(value, rendered);
        }
        for (var function : plan.functions()) {
            functionIsCalled(function, definition.placeholders());
        }
    }

    private void valueIsUsed(String value, Set<String> named) {
        if (!named.contains(value) && !plan.neededPlaceholders().contains(value)) {
            findings.warning(
                    "the value %s is unused; name ${%s} in %s, or remove it".formatted(value, value, plan.file()));
        }
    }

    /** By the definition, by a function, by an {@code allow} or by a trigger. A warning, for its Task may be written next. */
    private void targetIsUsed(Target<?> target, Set<String> named) {
        var names = target.placeholders();
        var isUsed = plan.mayUseAnyTarget()
                || !Collections.disjoint(names, named)
                || !Collections.disjoint(names, plan.neededPlaceholders());
        if (!isUsed) {
            findings.warning("the target %s is unused; name ${%s} in %s, let a function use it with .uses, or remove it"
                    .formatted(target.name(), target.arnPlaceholder(), plan.file()));
        }
    }

    /** A warning, for something else may call it, as it certainly does where the function calls the workflow. */
    private void functionIsCalled(FunctionSpec function, Set<String> named) {
        var isCalled = named.contains(function.arnPlaceholder()) || isAllowed(function) || function.callsWorkflow();
        if (!isCalled) {
            findings.warning(
                    "the workflow does not call the function %s; name ${%s} in %s, or remove the function if nothing else calls it"
                            .formatted(function.name(), function.arnPlaceholder(), plan.file()));
        }
    }

    private boolean isAllowed(FunctionSpec function) {
        var arn = new Value.Placeholder(function.arnPlaceholder());
        for (var permission : plan.permissions()) {
            if (permission.resource().equals(arn)) {
                return true;
            }
        }
        return false;
    }
}
