package stepfunction.plan;

import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the workflow or a function calls, such as a table or a topic. Its outputs are placeholders of the definition: those of
 * {@code orders} begin with {@code Orders}, and <code>"${OrdersArn}"</code> is there always.
 *
 * @param name such as {@code orders}
 * @param resource declares it; called once, after {@code Preflight}
 * @param outputs what the definition and the functions may need of it; the first is {@code Arn}
 * @param existingArn empty where the resource is declared here
 */
public record Target<R>(String name, Supplier<R> resource, List<NamedOutput<R>> outputs, String existingArn) {

    private static final String ARN = "Arn";

    /** An output of the resource, by the second part of its placeholder: {@code Name} for <code>${OrdersName}</code>. */
    public record NamedOutput<R>(String name, Function<R, ? extends Output<?>> value) {}

    public Target {
        if (existingArn == null) {
            throw new IllegalArgumentException("the ARN of the target %s must be given, was null".formatted(name));
        }
        outputs = List.copyOf(outputs);
    }

    /** A resource that this stack declares. */
    public static <R> Target<R> of(String name, Supplier<R> resource, Function<R, Output<String>> arn) {
        return new Target<>(name, resource, List.of(new NamedOutput<>(ARN, arn)), "");
    }

    /** A resource that there is already. */
    public static Target<String> existing(String name, String arn) {
        return new Target<>(name, () -> arn, List.of(new NamedOutput<>(ARN, Output::of)), arn);
    }

    /** A further output: {@code with("Name", Table::name)} gives <code>"${OrdersName}"</code>. */
    public Target<R> with(String output, Function<R, ? extends Output<?>> value) {
        var extended = new ArrayList<>(outputs);
        extended.add(new NamedOutput<>(output, value));
        return new Target<>(name, resource, extended, existingArn);
    }

    /** A further value that is known already, such as the URL of an existing queue. */
    public Target<R> with(String output, String value) {
        return with(output, declared -> Output.of(value));
    }

    public EntryName entryName() {
        return new EntryName(name);
    }

    /** The name of the placeholder of its ARN. */
    public String arnPlaceholder() {
        return placeholder(ARN);
    }

    /** The names of its placeholders, such as {@code OrdersArn}, in the order of its outputs. */
    public List<String> placeholders() {
        return outputs.stream().map(output -> placeholder(output.name())).toList();
    }

    /** The name of one of its placeholders. */
    public String placeholder(String output) {
        return entryName().placeholder(output);
    }

    /** Whether the stack declares it; otherwise it is there already. */
    public boolean isDeclaredHere() {
        return existingArn.isEmpty();
    }

    public Value arn() {
        return new Value.Placeholder(arnPlaceholder());
    }
}
