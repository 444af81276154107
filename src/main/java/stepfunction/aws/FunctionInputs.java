package stepfunction.aws;

import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionTracingConfigArgs;
import com.pulumi.core.Output;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import stepfunction.config.StackConfig;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.UserCode;

/**
 * A function's arguments as far as they are known before anything is registered, with the user's own customization.
 *
 * @param args to be completed by role, code and environment
 */
public record FunctionInputs(FunctionSpec spec, FunctionArgs args, List<String> violations) {

    /** Calls the user's customization. */
    public static FunctionInputs of(FunctionSpec spec, StackConfig config) {
        var name = Output.of(spec.functionName());
        var role = Output.of("the role that the stack declares");
        var builder = planned(spec, config).name(name).role(role);
        var what = "App.plan: customize of the function " + spec.name();
        var customized = UserCode.call(what, "nothing", () -> {
            spec.customization().accept(builder);
            return builder.build();
        });
        var args = Optional.ofNullable(customized.value()).orElseGet(builder::build);
        var violations = Stream.concat(
                customized.violation().stream(),
                forbiddenChanges(args, name, role).map(sentence -> sentence.formatted(what)));
        return new FunctionInputs(spec, args, violations.toList());
    }

    private static FunctionArgs.Builder planned(FunctionSpec spec, StackConfig config) {
        return FunctionArgs.builder()
                .runtime(config.lambdaRuntime().identifier())
                .architectures(config.lambdaArchitecture())
                .memorySize(spec.memoryMb())
                .timeout((int) spec.timeout().toSeconds())
                .handler(spec.handler())
                .publish(config.pinFunctionVersions())
                .loggingConfig(FunctionLoggingConfigArgs.builder()
                        .logFormat("JSON")
                        .applicationLogLevel("INFO")
                        .systemLogLevel("INFO")
                        .logGroup(logGroupName(spec))
                        .build())
                .tracingConfig(FunctionTracingConfigArgs.builder()
                        .mode(config.tracing() ? "Active" : "PassThrough")
                        .build())
                .tags(config.tags());
    }

    /**
     * A sentence for each change of what the plan says; its subject is still to be filled in. The value of an output is not known
     * here, so that another output counts as a change.
     */
    private static Stream<String> forbiddenChanges(FunctionArgs args, Output<String> name, Output<String> role) {
        var changes = Stream.<String>builder();
        if (args.name().orElse(null) != name) {
            changes.add("%s must not change the name; use .named(NAME)");
        }
        if (args.role() != role) {
            changes.add("%s must not change the role, which allows what the plan says; use .uses or .allow");
        }
        if (args.environment().isPresent()) {
            changes.add("%s must not change the environment; use .environment(NAME, VALUE)");
        }
        return changes.build();
    }

    static String logGroupName(FunctionSpec spec) {
        return "/aws/lambda/" + spec.functionName();
    }
}
