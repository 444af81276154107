package stepfunction.plan;

import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A resource that the workflow or a function calls, such as a table or a topic. The definition refers to its outputs by placeholders: those of
 * {@code orders} begin with {@code Orders}, and <code>"${OrdersArn}"</code> always exists.
 *
 * @param name such as {@code orders}
 * @param resource declares the resource; called once, after all checks
 * @param outputs that the definition, functions and triggers may refer to; the first is {@code Arn}
 * @param existingArn empty for a resource that this stack declares
 * @param key of KMS that encrypts it, if it is a key of yours
 */
public record Target<R>(
        String name, Supplier<R> resource, List<NamedOutput<R>> outputs, String existingArn, Optional<Target<?>> key) {

    private static final String ARN = "Arn";

    /**
     * An output of the resource.
     *
     * @param name the second part of its placeholder: {@code Name} in <code>${OrdersName}</code>
     */
    public record NamedOutput<R>(String name, Function<R, ? extends Output<?>> value) {

        public NamedOutput {
            Objects.requireNonNull(name);
            Objects.requireNonNull(value);
        }
    }

    public Target {
        if (existingArn == null) {
            throw new IllegalArgumentException("the ARN of the target %s must be set, was null".formatted(name));
        }
        Objects.requireNonNull(name);
        Objects.requireNonNull(resource);
        outputs = List.copyOf(outputs);
    }

    /**
     * A resource that this stack declares: {@code Target.of("orders", () -> new Table("orders", args), Table::arn)}.
     *
     * @param name of letters and digits, beginning with a lower-case letter
     * @param resource declares it with any provider of Pulumi; called once, after all checks
     * @param arn its output with the ARN
     */
    public static <R> Target<R> of(String name, Supplier<R> resource, Function<R, Output<String>> arn) {
        return new Target<>(name, resource, List.of(new NamedOutput<>(ARN, arn)), "", Optional.empty());
    }

    /**
     * A resource that exists already, such as another team's topic.
     *
     * @throws IllegalArgumentException if the ARN is null
     */
    public static Target<String> existing(String name, String arn) {
        return new Target<>(name, () -> arn, List.of(new NamedOutput<>(ARN, Output::of)), arn, Optional.empty());
    }

    /** Adds an output: {@code with("Name", Table::name)} defines <code>"${OrdersName}"</code>. */
    public Target<R> with(String output, Function<R, ? extends Output<?>> value) {
        var extended = new ArrayList<>(outputs);
        extended.add(new NamedOutput<>(output, value));
        return new Target<>(name, resource, extended, existingArn, key);
    }

    /**
     * Says which key of KMS encrypts it, such as that of a queue, a topic, a bucket, a table or a secret. Whatever may call the target may
     * also decrypt with the key ({@code kms:Decrypt}), and encrypt ({@code kms:GenerateDataKey}) unless it only reads: the Tasks that name
     * it, the functions that use it, and what an {@code allow} names it for. AWS's own keys, such as {@code alias/aws/sqs}, need no
     * permission.
     *
     * @param kmsKey a target of the plan too
     */
    public Target<R> encryptedBy(Target<?> kmsKey) {
        return new Target<>(name, resource, outputs, existingArn, Optional.of(kmsKey));
    }

    /** Adds a known value, such as the URL of an existing queue. */
    public Target<R> with(String output, String value) {
        Objects.requireNonNull(value);
        return with(output, declared -> Output.of(value));
    }

    /** Its name, from which placeholders and environment variables follow. */
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

    /** Whether this stack declares it; otherwise it exists already. */
    public boolean isDeclaredHere() {
        return existingArn.isEmpty();
    }

    /** Its ARN, known once it is declared. */
    public Value arn() {
        return new Value.PlaceholderValue(arnPlaceholder());
    }
}
