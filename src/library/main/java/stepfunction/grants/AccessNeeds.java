package stepfunction.grants;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import stepfunction.asl.Findings;
import stepfunction.binding.BoundWorkflow;
import stepfunction.grants.Grant.Comparison;
import stepfunction.plan.ArnForm;
import stepfunction.plan.Target;
import stepfunction.plan.Value;

/**
 * What a request needs of the state machine's role, access by access: the arguments say on what.
 *
 * @param findings take what does not follow from the arguments
 */
record AccessNeeds(Request request, TaskArguments arguments, BoundWorkflow workflow, Needs needs, Findings findings) {

    void gather(Access access) {
        if (!arguments.need(access)) {
            return;
        }
        for (var parameter : access.allParameters()) {
            if (isMissing(parameter)) {
                findings.error(request.lacks(parameter.name()));
                return;
            }
        }
        for (var parameter : access.allParameters()) {
            if (isComputed(parameter)) {
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

    private boolean isMissing(Parameter parameter) {
        return arguments.read(parameter).stream().anyMatch(TaskArguments.Missing.class::isInstance);
    }

    private boolean isComputed(Parameter parameter) {
        return !parameter.isNarrowing()
                && arguments.read(parameter).stream().anyMatch(TaskArguments.Computed.class::isInstance);
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
        for (var value : known(parameter)) {
            if (value instanceof Value.Text written && !form.accepts(written.text())) {
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
            others.addAll(known(parameter));
        }
        var resources = new ArrayList<List<Value>>();
        for (var first : known(access.parameters().get(0))) {
            var values = new ArrayList<Value>();
            values.add(access.form().takesArnOfTarget() ? arnOfTarget(first) : first);
            values.addAll(others);
            resources.add(values);
        }
        return resources;
    }

    /** Whichever output of a target the request has, its ARN is what counts. */
    private Value arnOfTarget(Value value) {
        return value.placeholder()
                .flatMap(workflow.plan()::targetOf)
                .map(Target::arn)
                .orElse(value);
    }

    private List<Comparison> comparisons(Access access) {
        var comparisons = new ArrayList<Comparison>();
        for (var condition : access.conditions().entrySet()) {
            for (var value : known(condition.getValue())) {
                comparisons.add(new Comparison(condition.getKey(), value));
            }
        }
        comparisons.sort(
                Comparator.comparing(comparison -> comparison.condition().key()));
        return comparisons;
    }

    private List<Value> known(Parameter parameter) {
        var values = new ArrayList<Value>();
        for (var given : arguments.read(parameter)) {
            if (given instanceof TaskArguments.Known known) {
                values.add(known.value());
            }
        }
        return values;
    }
}
