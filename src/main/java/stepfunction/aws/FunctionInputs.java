package stepfunction.aws;

import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionTracingConfigArgs;
import com.pulumi.core.Output;
import stepfunction.asl.Findings;
import stepfunction.config.StackConfig;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.UserCode;

/**
 * A function's arguments as far as they are known before anything is registered, with the user's own customization.
 *
 * @param args to be completed by role, code and environment
 */
public record FunctionInputs(FunctionSpec spec, FunctionArgs args) {

    /**
     * Calls the user's customization.
     *
     * @param findings take what is wrong with it
     */
    public static FunctionInputs of(FunctionSpec spec, StackConfig config, Findings findings) {
        var name = Output.of(spec.functionName());
        var role = Output.of("the role that the stack declares");
        var builder = planned(spec, config).name(name).role(role);
        var what = "App.plan: customize of the function " + spec.name();
        var customized = UserCode.call(
                what,
                "nothing",
                () -> {
                    spec.customization().accept(builder);
                    return builder.build();
                },
                findings);
        var args = customized.orElseGet(builder::build);
        refuseForbiddenChanges(what, args, name, role, findings);
        return new FunctionInputs(spec, args);
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

    /** The value of an output is not known here, so that another output counts as a change. */
    private static void refuseForbiddenChanges(
            String what, FunctionArgs args, Output<String> name, Output<String> role, Findings findings) {
        if (args.name().orElse(null) != name) {
            findings.error("%s must not change the name; use .named(NAME)".formatted(what));
        }
        if (args.role() != role) {
            findings.error("%s must not change the role, which allows what the plan says; use .uses or .allow"
                    .formatted(what));
        }
        if (args.environment().isPresent()) {
            findings.error("%s must not change the environment; use .environment(NAME, VALUE)".formatted(what));
        }
    }

    static String logGroupName(FunctionSpec spec) {
        return "/aws/lambda/" + spec.functionName();
    }
}
