package stepfunction.grants;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Plan;
import stepfunction.plan.Value;

/** The statements of what Tasks call: one a subject, functions, targets and workflows in the order of the plan. */
record CallGrants(List<Need> needs, Plan plan) {

    List<Grant> grants() {
        var order = arnPlaceholders();
        var grants = new ArrayList<Grant>();
        Need.bySubject(needs).entrySet().stream()
                .sorted(Comparator.comparing(entry -> place(entry.getKey(), order)))
                .forEach(entry -> grants.add(grant(entry.getKey(), List.copyOf(entry.getValue()))));
        return grants;
    }

    private Grant grant(Need.Subject subject, List<String> actions) {
        var resource = subject.resource();
        var function = functionOf(resource);
        var sid = function.map(own -> "Invoke" + own.entryName().capitalized())
                .orElseGet(() -> Sids.ofCall(resource, plan));
        // A version that an older execution of the workflow started with is still invoked.
        var hasVersions = function.isPresent() && plan.config().pinFunctionVersions();
        var resources = hasVersions ? List.of(resource, resource.with(":*")) : List.of(resource);
        return new Grant(sid, actions, resources, subject.conditions());
    }

    private Optional<FunctionSpec> functionOf(GrantedResource resource) {
        var named = resource.named();
        return named.size() == 1 ? named.get(0).placeholder().flatMap(plan::functionOf) : Optional.empty();
    }

    private List<String> arnPlaceholders() {
        var placeholders = new ArrayList<String>();
        plan.functions().forEach(function -> placeholders.add(function.arnPlaceholder()));
        plan.targets().forEach(target -> placeholders.add(target.arnPlaceholder()));
        plan.workflows().forEach(workflow -> placeholders.add(workflow.arnPlaceholder()));
        return placeholders;
    }

    /** Of what a statement is about first; what the plan does not list comes last. */
    private static int place(Need.Subject subject, List<String> order) {
        var placeholder = subject.resource().named().stream().findFirst().flatMap(Value::placeholder);
        return placeholder.isPresent() && order.contains(placeholder.get())
                ? order.indexOf(placeholder.get())
                : order.size();
    }
}
