package stepfunction.plan;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The user's code that sets arguments of a resource for which the plan has no method.
 *
 * @param <B> the builder of the arguments
 * @param alone called before anything is registered
 * @param inContext called once the targets are declared
 */
public record Customization<B>(List<Consumer<B>> alone, List<BiConsumer<B, CustomizationContext>> inContext) {

    public Customization {
        alone = List.copyOf(alone);
        inContext = List.copyOf(inContext);
    }

    /** All code of several customizations, in their order. */
    public static <B> Customization<B> all(List<Customization<B>> customizations) {
        return new Customization<>(
                customizations.stream().flatMap(each -> each.alone().stream()).toList(),
                customizations.stream()
                        .flatMap(each -> each.inContext().stream())
                        .toList());
    }

    static <B> Customization<B> none() {
        return new Customization<>(List.of(), List.of());
    }

    Customization<B> and(Consumer<B> more) {
        return new Customization<>(
                Stream.concat(alone.stream(), Stream.of(more)).toList(), inContext);
    }

    Customization<B> and(BiConsumer<B, CustomizationContext> more) {
        return new Customization<>(
                alone, Stream.concat(inContext.stream(), Stream.of(more)).toList());
    }
}
