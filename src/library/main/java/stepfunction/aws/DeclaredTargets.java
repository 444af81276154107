package stepfunction.aws;

import com.pulumi.aws.sfn.Activity;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import stepfunction.asl.Findings;
import stepfunction.asl.JsonTemplate;
import stepfunction.grants.Grant;
import stepfunction.plan.Target;
import stepfunction.plan.UserCode;

/**
 * The targets of the plan, declared.
 *
 * @param values texts and numbers by the name of the placeholder
 * @param activities the placeholders of the ARNs of activities, whose workers ask for the Tasks
 */
public record DeclaredTargets(Map<String, Output<?>> values, Set<String> activities) {

    /**
     * Declares them.
     *
     * @param findings take what is wrong with the code that declares them, which is the user's
     */
    public static DeclaredTargets declare(List<Target<?>> targets, Findings findings) {
        var values = new LinkedHashMap<String, Output<?>>();
        var activities = new HashSet<String>();
        targets.forEach(target -> declare(target, values, activities, findings));
        return new DeclaredTargets(values, activities);
    }

    private static <R> void declare(
            Target<R> target, Map<String, Output<?>> values, Set<String> activities, Findings findings) {
        var what = "App.plan: the target " + target.name();
        var declared = UserCode.call(what, "a resource", target.resource(), findings);
        if (declared.isEmpty()) {
            return;
        }
        var resource = declared.get();
        if (resource instanceof Activity) {
            activities.add(target.arnPlaceholder());
        }
        for (var output : target.outputs()) {
            var value = UserCode.<Output<?>>call(
                    "%s, its output %s".formatted(what, output.name()),
                    "an output",
                    () -> output.value().apply(resource),
                    findings);
            value.ifPresent(
                    given -> values.put(target.placeholder(output.name()), notEmpty(given, what, output.name())));
        }
    }

    /** Whether AWS leaves an output empty is known only when the resource is there. */
    private static Output<?> notEmpty(Output<?> output, String what, String name) {
        return output.applyValue(value -> {
            var content = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            if (content == null || content.equals("")) {
                throw new RunException(
                        "%1$s has no %2$s in AWS unless an argument of its resource sets it; set that, or remove .with(\"%2$s\", ...)"
                                .formatted(what, name));
            }
            return content;
        });
    }

    /** Whether a grant invokes an activity, which no function is: only its declaration tells. */
    boolean isForActivity(Grant grant) {
        return activities.stream().anyMatch(grant::invokes);
    }

    /** One value, as a text. */
    Output<String> text(String placeholder) {
        return value(placeholder).applyValue(String::valueOf);
    }

    /** JSON with values in place of its placeholders. Those that it does not have are not waited for. */
    Output<String> rendered(String json) {
        var template = JsonTemplate.parse(json);
        var needed = Output.<Object>mapBuilder();
        template.placeholders().forEach(name -> needed.put(name, value(name).applyValue(Object.class::cast)));
        return needed.build().applyValue(template::render);
    }

    private Output<?> value(String placeholder) {
        return Objects.requireNonNull(values.get(placeholder), placeholder);
    }

    /** As texts. */
    Map<String, Output<String>> texts() {
        var texts = new LinkedHashMap<String, Output<String>>();
        values.forEach((name, value) -> texts.put(name, value.applyValue(String::valueOf)));
        return texts;
    }
}
