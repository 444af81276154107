package stepfunction;

import com.pulumi.core.Output;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Something other than a function of this stack that the workflow calls, such as a topic or a queue.
 *
 * @param name in camel case; {@code topic} has the placeholder <code>${TopicArn}</code>
 * @param actions the IAM actions on its ARN that the definition takes, such as {@code sns:Publish}
 * @param placeholders what stands for its values in the definition
 * @param values of its placeholders; called once, after {@link Preflight}, so it may declare resources
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html">AWS: integrations</a>
 */
record Target(
        String name, List<String> actions, List<String> placeholders, Supplier<Map<String, Output<String>>> values) {

    /** @throws IllegalArgumentException when the name is not in camel case, or an action has a wildcard */
    Target {
        requireName(name);
        actions = List.copyOf(actions);
        placeholders = List.copyOf(placeholders);
        if (actions.isEmpty() || !actions.stream().allMatch(action -> action.matches("[a-z0-9-]+:[A-Z]\\w+"))) {
            throw new IllegalArgumentException(
                    "App.plan's %s must have IAM actions such as sns:Publish, was %s".formatted(name, actions));
        }
    }

    /** A target of which the definition needs the ARN alone. */
    static Target of(String name, List<String> actions, Supplier<Output<String>> arn) {
        return of(name, actions, arn, Map.of("Arn", Function.identity()));
    }

    /**
     * A target of which the definition needs several values: {@code Map.of("Arn", Queue::arn, "Url", Queue::url)}.
     *
     * @param resource declares it
     * @param values by the end of their placeholders, {@code Arn} among them
     */
    static <R> Target of(
            String name, List<String> actions, Supplier<R> resource, Map<String, Function<R, Output<String>>> values) {
        if (!values.containsKey("Arn")) {
            throw new IllegalArgumentException(
                    "App.plan's %s must have the value Arn, was %s".formatted(name, values.keySet()));
        }
        var ends = values.keySet().stream().sorted();
        return new Target(name, actions, ends.map(end -> placeholder(name, end)).toList(), () -> {
            var declared = resource.get();
            var outputs = new HashMap<String, Output<String>>();
            values.forEach((end, value) -> outputs.put(placeholder(name, end), value.apply(declared)));
            return outputs;
        });
    }

    static String placeholder(String name, String end) {
        return "${" + capitalized(name) + end + "}";
    }

    static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    static void requireName(String name) {
        if (!name.matches("[a-z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException("App.plan: names must be in camel case, was \"%s\"".formatted(name));
        }
    }
}
