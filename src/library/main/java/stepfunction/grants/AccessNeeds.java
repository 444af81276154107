package stepfunction.grants;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import stepfunction.asl.Findings;
import stepfunction.binding.Arguments;
import stepfunction.binding.BoundWorkflow;
import stepfunction.binding.Callee;
import stepfunction.grants.Grant.Comparison;
import stepfunction.plan.ArnForm;
import stepfunction.plan.Value;

/**
 * What a request needs of the state machine's role, access by access: the arguments say on what.
 *
 * @param findings take what does not follow from the arguments
 */
record AccessNeeds(Request request, Arguments arguments, BoundWorkflow workflow, Needs needs, Findings findings) {

    void gather(Access access) {
        if (!access.neededWhen().stream().allMatch(this::says)) {
            return;
        }
        for (var parameter : access.allParameters()) {
            if (parameter.isMissingIn(arguments)) {
                findings.error(request.lacks(parameter.name()));
                return;
            }
        }
        for (var parameter : access.allParameters()) {
            if (!parameter.isNarrowing() && isComputed(parameter)) {
                computed(parameter, access.actions());
                return;
            }
        }
        for (var parameter : access.parameters()) {
            var wrong = nameForArn(parameter, access.form());
            if (wrong.isPresent()) {
                findings.error("%s of %s must be an ARN, was %s; correct it"
                        .formatted(parameter.name(), request.state().name(), wrong.get()));
                return;
            }
        }
        var comparisons = comparisons(access);
        for (var values : resources(access)) {
            needs.call(new Subject(access.form(), values, comparisons), access.actions());
        }
    }

    /** A member that is known only at run time counts as there; where that is all that is sent, none counts as there. */
    private boolean says(Access.When when) {
        if (arguments.areComputed()) {
            return !when.isPresent();
        }
        var found = arguments.at(List.of(when.field()));
        if (!when.isPresent()) {
            return found.isEmpty();
        }
        if (found.isEmpty()) {
            return false;
        }
        return when.value().isEmpty()
                || found.get(0) instanceof Callee.Computed
                || arguments.text(when.field()).filter(when.value()::equals).isPresent();
    }

    private boolean isComputed(Parameter parameter) {
        return parameter.in(arguments).stream().anyMatch(Callee.Computed.class::isInstance);
    }

    private void computed(Parameter parameter, List<String> actions) {
        if (!actions.stream().allMatch(this::isAllowed)) {
            var allows =
                    actions.stream().map(".allow(\"%s\", RESOURCE)"::formatted).collect(Collectors.joining());
            findings.error(request.computes(parameter.name(), allows));
        }
    }

    /** A name where only an ARN does: as the resource of a statement it would spoil the whole policy. */
    private Optional<String> nameForArn(Parameter parameter, ArnForm form) {
        for (var callee : known(parameter)) {
            if (callee.value() instanceof Value.Text written && !form.accepts(written.text())) {
                return Optional.of(written.text());
            }
        }
        return Optional.empty();
    }

    private boolean isAllowed(String action) {
        return workflow.spec().permissions().stream().anyMatch(permission -> permission.covers(action));
    }

    /** What the parameters name: one resource for each value of the first, completed by the others. */
    private List<List<Value>> resources(Access access) {
        if (access.form() == ArnForm.CALLER) {
            return List.of(List.of(new Value.Text(workflow.spec().settings().name())));
        }
        if (access.parameters().isEmpty()) {
            return List.of(List.of());
        }
        var others = new ArrayList<Value>();
        for (var parameter : access.parameters().subList(1, access.parameters().size())) {
            known(parameter).forEach(callee -> others.add(callee.value()));
        }
        var resources = new ArrayList<List<Value>>();
        for (var first : known(access.parameters().get(0))) {
            var values = new ArrayList<Value>();
            values.add(access.form().takesArnOfTarget() ? CallNeeds.arn(first) : first.value());
            values.addAll(others);
            resources.add(values);
        }
        return resources;
    }

    private List<Comparison> comparisons(Access access) {
        var comparisons = new ArrayList<Comparison>();
        for (var condition : access.conditions().entrySet()) {
            for (var callee : known(condition.getValue())) {
                comparisons.add(new Comparison(condition.getKey(), callee.value()));
            }
        }
        comparisons.sort(
                Comparator.comparing(comparison -> comparison.condition().key()));
        return comparisons;
    }

    private List<Callee> known(Parameter parameter) {
        return parameter.in(arguments).stream()
                .filter(callee -> !(callee instanceof Callee.Computed))
                .toList();
    }
}
