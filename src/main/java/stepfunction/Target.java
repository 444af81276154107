package stepfunction;

import com.pulumi.core.Output;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the workflow calls besides its functions, such as a topic or a queue.
 *
 * @param name such as orders, for <code>${OrdersArn}</code>
 * @param actions the IAM actions on its ARN that the definition needs, such as {@code sns:Publish}
 * @param resource declares it; called once, after {@link Preflight}
 * @param values what else the definition needs, such as {@code Map.of("Url", Queue::url)} for <code>${OrdersUrl}</code>
 */
record Target<R>(
        String name,
        List<String> actions,
        Supplier<R> resource,
        Function<R, Output<String>> arn,
        Map<String, Function<R, Output<String>>> values) {

    /** A target of which the definition needs the ARN alone. */
    static Target<Output<String>> of(String name, List<String> actions, Supplier<Output<String>> arn) {
        return new Target<>(name, actions, arn, Function.identity(), Map.of());
    }

    static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** The name of the placeholder that stands in the definition for a value, such as {@code OrdersArn}. */
    static String placeholder(String name, String value) {
        return capitalized(name) + value;
    }

    /** The names of all its placeholders. */
    List<String> placeholders() {
        var all = Stream.concat(Stream.of("Arn"), values.keySet().stream().sorted());
        return all.map(value -> placeholder(name, value)).toList();
    }

    /** Declares it, puts the values of its placeholders, and gives its ARN. */
    Output<String> declare(BiConsumer<String, Output<String>> put) {
        var declared = resource.get();
        put.accept(placeholder(name, "Arn"), arn.apply(declared));
        values.forEach((value, of) -> put.accept(placeholder(name, value), of.apply(declared)));
        return arn.apply(declared);
    }
}
