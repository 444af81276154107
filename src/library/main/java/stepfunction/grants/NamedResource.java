package stepfunction.grants;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import stepfunction.apis.ArnTemplate;
import stepfunction.apis.ArnVariable;
import stepfunction.apis.Form;
import stepfunction.asl.Placeholder;
import stepfunction.asl.State;
import stepfunction.binding.Callee;
import stepfunction.plan.Arn;
import stepfunction.plan.Value;

/** A resource that a request names: a template of an ARN and what fills it. */
record NamedResource(State state, ArnTemplate template, Map<ArnVariable, Callee> values) {

    /** Services whose ARNs begin as their actions do, so that an ARN of another one is a mistake. */
    private static final Set<String> SERVICES =
            Set.of("dynamodb", "events", "iam", "kms", "lambda", "secretsmanager", "sns", "sqs", "states");

    /** The one resource with an ARN that the plan knows is the same, whatever the template. */
    GrantedResource granted() {
        if (values.size() == 1 && template.endsInItsOnlyVariable()) {
            var only = values.entrySet().iterator().next();
            if (isArnOfThePlan(only.getKey(), only.getValue())) {
                return GrantedResource.of(CallNeeds.arn(only.getValue()));
            }
        }
        // Requests name the same resource by other members: the statement is about it alone.
        var numbered = template.numbered();
        var filled = new LinkedHashMap<String, Value>();
        for (var index = 0; index < template.variables().size(); index++) {
            var variable = template.variables().get(index);
            var number = numbered.variables().get(index).name();
            Optional.ofNullable(values.get(variable)).ifPresent(callee -> filled.put(number, value(variable, callee)));
        }
        return new GrantedResource(numbered, filled, "");
    }

    private static boolean isArnOfThePlan(ArnVariable variable, Callee callee) {
        return variable.form().keepsArns() && !(callee instanceof Callee.Written);
    }

    /** The ARN of a target stands for it, whichever of its outputs the request has. */
    private static Value value(ArnVariable variable, Callee callee) {
        return variable.form().readsItsOwnValue() ? callee.value() : CallNeeds.arn(callee);
    }

    /**
     * A sentence about the first value that cannot name the resource.
     *
     * @param action that is on the resource
     */
    Optional<String> mistake(String action) {
        for (var entry : values.entrySet()) {
            var problem = entry.getKey().isOwnName()
                    ? Optional.<String>empty()
                    : problem(entry.getKey(), entry.getValue(), action);
            if (problem.isPresent()) {
                return problem.map(
                        text -> "%s of %s %s".formatted(entry.getKey().name(), state.name(), text));
            }
        }
        return Optional.empty();
    }

    private Optional<String> problem(ArnVariable variable, Callee callee, String action) {
        return callee instanceof Callee.Written written
                ? problem(variable, written.value(), action)
                : knownArn(callee)
                        .filter(arn -> isOfOther(arn, variable, action))
                        .map(arn -> ofOther(variable, action, callee.value()));
    }

    /** As far as it is known before anything is declared, where the request has an ARN at all. */
    private static Optional<Arn> knownArn(Callee callee) {
        if (callee instanceof Callee.PlanFunction) {
            return Optional.of(new Arn("", "lambda", "", "", "function:"));
        }
        if (callee instanceof Callee.PlanWorkflow) {
            return Optional.of(new Arn("", "states", "", "", "stateMachine:"));
        }
        return callee instanceof Callee.PlanTarget named
                        && callee.value().equals(named.target().arn())
                ? Arn.parse(named.target().existingArn())
                : Optional.empty();
    }

    /** Whether the names that are written out do not determine the resource, such as the alias of a key. The place does not matter. */
    boolean isUncertain() {
        var written = values.values().stream().allMatch(NamedResource::isText);
        return written
                && template.arn(
                                variable -> Optional.ofNullable(values.get(variable))
                                        .map(callee -> callee.value().text()),
                                "aws",
                                "eu-west-1",
                                "123456789012")
                        .isEmpty();
    }

    private static boolean isText(Callee callee) {
        return callee instanceof Callee.Written written && written.value() instanceof Value.LiteralValue;
    }

    private Optional<String> problem(ArnVariable variable, Value value, String action) {
        if (!variable.takesAnyText() && hasWildcard(value)) {
            return Optional.of("must name one resource, was %s; a wildcard or a policy variable would allow others"
                    .formatted(value.text()));
        }
        if (!variable.takesAnyText()
                && variable.defaultValue().isEmpty()
                && value.text().isBlank()) {
            return Optional.of("must name a resource, was empty; correct it");
        }
        if (!(value instanceof Value.LiteralValue written)) {
            return Optional.empty();
        }
        var text = written.text();
        var arn = Arn.parse(text);
        if (arn.isEmpty() && (template.takesOnlyArn() || isConnection(variable))) {
            return Optional.of("must be an ARN, was %s; correct it".formatted(text));
        }
        if (variable.form() == Form.QUEUE && text.endsWith("/")) {
            return Optional.of("must not end in a slash, was %s; remove it".formatted(text));
        }
        return arn.filter(known -> isOfOther(known, variable, action)).map(known -> ofOther(variable, action, value));
    }

    private static String ofOther(ArnVariable variable, String action, Value value) {
        return "must be the ARN of %s, was %s; correct it".formatted(expected(variable, action), value.text());
    }

    /** Whether IAM would read more than one name, or a policy variable, in a value. */
    static boolean hasWildcard(Value value) {
        var literal = value instanceof Value.LiteralValue
                ? value.text()
                : Placeholder.replaceIn(value.text(), placeholder -> Optional.of(""));
        return literal.contains("*") || literal.contains("?") || literal.contains("${");
    }

    private static boolean isOfOther(Arn arn, ArnVariable variable, String action) {
        var service = service(action);
        return switch (variable.form()) {
            // No ARN will do: the check of the request reports it.
            case QUEUE -> false;
            case MACHINE, EXECUTIONS -> !arn.resource().startsWith("stateMachine:");
            default ->
                isConnection(variable)
                        ? !arn.resource().startsWith("connection/")
                        : SERVICES.contains(service) && !arn.service().equals(service);
        };
    }

    private static boolean isConnection(ArnVariable variable) {
        return variable.name().endsWith("ConnectionArn");
    }

    private static String expected(ArnVariable variable, String action) {
        return switch (variable.form()) {
            case MACHINE, EXECUTIONS -> "a state machine";
            default -> isConnection(variable) ? "a connection of EventBridge" : "a resource of " + service(action);
        };
    }

    /** The service that a role belongs to is not the one that assumes it. */
    private static String service(String action) {
        return action.equals("sts:AssumeRole") ? "iam" : action.substring(0, action.indexOf(':'));
    }
}
