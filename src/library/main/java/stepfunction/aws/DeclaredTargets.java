package stepfunction.aws;

import com.google.gson.JsonPrimitive;
import com.pulumi.core.Output;
import com.pulumi.core.internal.Internal;
import com.pulumi.exceptions.RunException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import stepfunction.asl.Findings;
import stepfunction.asl.JsonTemplate;
import stepfunction.plan.Location;
import stepfunction.plan.Plan;
import stepfunction.plan.StackValues;
import stepfunction.plan.Target;
import stepfunction.plan.TargetResources;
import stepfunction.plan.UserCode;

/**
 * The targets of the plan, declared, and the values of all placeholders but those of functions.
 *
 * @param values by the name of the placeholder; those of functions are not among them
 * @param startedArns the ARNs to start the workflows by, by the name of the placeholder: those of their aliases if releases are gradual
 * @param resources what the code of each target returned, by its name
 */
public record DeclaredTargets(
        Map<String, Output<?>> values, Map<String, Output<?>> startedArns, Map<String, Object> resources)
        implements TargetResources {

    public DeclaredTargets {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        startedArns = Map.copyOf(startedArns);
        resources = Map.copyOf(resources);
    }

    /**
     * Declares them.
     *
     * @param location of the stack
     * @param findings take what is wrong with the code that declares them, which is the user's
     */
    public static DeclaredTargets declare(Plan plan, Output<Location> location, Findings findings) {
        var values = new LinkedHashMap<String, Output<?>>();
        plan.knownValues().forEach((name, value) -> values.put(name, Output.of(value)));
        values.put(StackValues.ACCOUNT_ID, location.applyValue(Location::account));
        values.put(StackValues.PARTITION, location.applyValue(Location::partition));
        var release = plan.config().shared().release();
        var startedArns = new LinkedHashMap<String, Output<?>>();
        for (var workflow : plan.workflows()) {
            // Not the resource's output: two workflows may start each other.
            var name = workflow.settings().name();
            var arn = location.applyValue(at -> new StateMachineArn(at, name));
            values.put(workflow.arnPlaceholder(), arn.applyValue(StateMachineArn::toString));
            startedArns.put(workflow.arnPlaceholder(), arn.applyValue(machine -> machine.startedArn(release)));
        }
        var resources = new LinkedHashMap<String, Object>();
        for (var target : plan.targets()) {
            declare(target, values, findings).ifPresent(resource -> resources.put(target.name(), resource));
        }
        return new DeclaredTargets(values, startedArns, resources);
    }

    /** Adds the values of its outputs. */
    private static <R> Optional<R> declare(Target<R> target, Map<String, Output<?>> values, Findings findings) {
        var what = "plan: the target " + target.name();
        var declared = UserCode.call(what, "a resource", target.resource(), findings);
        if (declared.isEmpty()) {
            return declared;
        }
        var resource = declared.get();
        for (var output : target.outputs()) {
            var value = UserCode.<Output<?>>call(
                    "%s, its output %s".formatted(what, output.name()),
                    "an output",
                    () -> output.value().apply(resource),
                    findings);
            value.ifPresent(given -> values.put(target.placeholder(output.name()), usable(given, what, output.name())));
        }
        return declared;
    }

    /** An output that AWS leaves empty, or that is secret, is found out only when the resource is there. */
    private static Output<?> usable(Output<?> output, String what, String name) {
        var notEmpty = output.applyValue(value -> {
            var content = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            if (content == null || content.equals("")) {
                throw new RunException(
                        "%1$s has no %2$s in AWS unless an argument of its resource sets it; set that, or remove .with(\"%2$s\", ...)"
                                .formatted(what, name));
            }
            return content;
        });
        return Output.of(Internal.of(output).isSecret()).apply(isSecret -> {
            if (isSecret) {
                throw new RunException(
                        "%s has a secret as its %s, but definitions and environments are readable; keep it in Secrets Manager, as the recipe FunctionWithSecretTest does"
                                .formatted(what, name));
            }
            return notEmpty;
        });
    }

    @Override
    @SuppressWarnings("unchecked") // The code of this very target returned it.
    public <R> R resource(Target<R> target) {
        var resource = resources.get(target.name());
        if (resource == null) {
            throw new IllegalArgumentException(
                    "the target %s is not in the plan; add .target(...)".formatted(target.name()));
        }
        return (R) resource;
    }

    /**
     * The same for code that starts executions. Permissions and events are about the state machine instead:
     * https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html.
     */
    DeclaredTargets forStarting() {
        var forStarting = new LinkedHashMap<>(values);
        forStarting.putAll(startedArns);
        return new DeclaredTargets(forStarting, startedArns, resources);
    }

    /** One value, as a text. */
    Output<String> text(String placeholder) {
        return value(placeholder).applyValue(DeclaredTargets::asText);
    }

    /** A value of the plan is JSON, in which a text has quotes. */
    private static String asText(Object value) {
        return value instanceof JsonPrimitive json ? json.getAsString() : String.valueOf(value);
    }

    /** JSON with values in place of its placeholders. Those that it does not have are not waited for. */
    Output<String> rendered(String json) {
        var template = JsonTemplate.parse(json);
        var needed = Output.<Object>mapBuilder();
        template.placeholders().stream()
                .filter(values::containsKey)
                .forEach(name -> needed.put(name, value(name).applyValue(Object.class::cast)));
        return needed.build().applyValue(template::render);
    }

    private Output<?> value(String placeholder) {
        return Objects.requireNonNull(values.get(placeholder), placeholder);
    }

    /** The values of all placeholders as texts, for policies. */
    Map<String, Output<String>> texts() {
        var texts = new LinkedHashMap<String, Output<String>>();
        values.forEach((name, value) -> texts.put(name, value.applyValue(DeclaredTargets::asText)));
        return texts;
    }
}
