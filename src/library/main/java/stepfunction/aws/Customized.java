package stepfunction.aws;

import com.pulumi.resources.CustomResourceOptions;
import java.util.function.Consumer;
import stepfunction.asl.Findings;
import stepfunction.plan.Customization;
import stepfunction.plan.CustomizationContext;
import stepfunction.plan.Target;
import stepfunction.plan.TargetResources;
import stepfunction.plan.UserCode;

/**
 * The arguments and options of a resource, as far as they are known before anything is registered, with the user's customization.
 *
 * @param what messages call the customization, such as {@code plan: customize of the function count}
 * @param options the user's
 */
record Customized<A, B>(
        String what, Customizable<A, B> kind, A args, CustomResourceOptions options, Customization<B> customization) {

    /** The arguments that the library plans, before the customization. */
    static <A, B> Customized<A, B> planned(
            String what, Customizable<A, B> kind, A args, Customization<B> customization) {
        return new Customized<>(what, kind, args, CustomResourceOptions.Empty, customization);
    }

    /** Calls the customization as far as it needs no targets. */
    Customized<A, B> begun(Findings findings) {
        return changed(args -> customization.alone().forEach(code -> code.accept(args)), options, findings);
    }

    /** Calls the rest of the customization. */
    Customized<A, B> completedWith(TargetResources targets, Findings findings) {
        if (customization.inContext().isEmpty()) {
            return this;
        }
        var builder = CustomResourceOptions.builder();
        var context = new Context(targets, builder);
        var completed = changed(
                args -> customization.inContext().forEach(code -> code.accept(args, context)), options, findings);
        var given = builder.build();
        if (given.getParent().isPresent()) {
            findings.error("%s must not change the parent, which is part of the URN; remove it".formatted(what));
        }
        return new Customized<>(what, kind, completed.args(), given, customization);
    }

    private Customized<A, B> changed(Consumer<B> code, CustomResourceOptions given, Findings findings) {
        var customized = UserCode.call(
                        what,
                        "nothing",
                        () -> {
                            var builder = kind.builder().apply(args);
                            code.accept(builder);
                            return kind.build().apply(builder);
                        },
                        findings)
                .orElse(args);
        kind.check(what, args, customized, findings);
        return new Customized<>(what, kind, customized, given, customization);
    }

    /** The library's options with the user's. */
    CustomResourceOptions options(CustomResourceOptions own) {
        return customization.inContext().isEmpty() ? own : CustomResourceOptions.merge(own, options);
    }

    private record Context(TargetResources targets, CustomResourceOptions.Builder options)
            implements CustomizationContext {

        @Override
        public <R> R resource(Target<R> target) {
            return targets.resource(target);
        }
    }
}
