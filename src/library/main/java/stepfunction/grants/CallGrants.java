package stepfunction.grants;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import stepfunction.grants.Grant.GrantedResource;
import stepfunction.plan.Plan;
import stepfunction.plan.Value;

/** The statements of what Tasks call: one a resource and form of its ARN, functions, targets and workflows in the order of the plan. */
record CallGrants(Needs needs, Plan plan) {

    List<Grant> grants() {
        var subjects = needs.subjects();
        var order = arnPlaceholders();
        subjects.sort(Comparator.comparing(subject -> place(subject, order)));
        var grants = new ArrayList<Grant>();
        for (var subject : subjects) {
            grants.add(new Grant(
                    Sids.of(subject, plan), needs.actionsOn(subject), resources(subject), subject.conditions()));
        }
        return grants;
    }

    /** In the order of the plan. */
    private List<String> arnPlaceholders() {
        var placeholders = new ArrayList<String>();
        plan.functions().forEach(function -> placeholders.add(function.arnPlaceholder()));
        plan.targets().forEach(target -> placeholders.add(target.arnPlaceholder()));
        plan.workflows().forEach(workflow -> placeholders.add(workflow.arnPlaceholder()));
        return placeholders;
    }

    /** What the plan does not list comes last. */
    private static int place(Subject subject, List<String> order) {
        var placeholder = subject.name().flatMap(Value::placeholder);
        return placeholder.isPresent() && order.contains(placeholder.get())
                ? order.indexOf(placeholder.get())
                : order.size();
    }

    /** A version that an older execution of the workflow started with is still invoked. */
    private List<GrantedResource> resources(Subject subject) {
        var resource = new GrantedResource(subject.form(), subject.values(), "");
        var versions = new GrantedResource(subject.form(), subject.values(), ":*");
        var hasVersions =
                plan.config().pinFunctionVersions() && subject.functionOf(plan).isPresent();
        return hasVersions ? List.of(resource, versions) : List.of(resource);
    }
}
