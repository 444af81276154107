package stepfunction.aws;

import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionTracingConfigArgs;
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
        var planned = planned(spec, config);
        var what = "plan: customize of the function " + spec.name();
        var customized = UserCode.call(
                what,
                "nothing",
                () -> {
                    var builder = FunctionArgs.builder(planned);
                    spec.customization().accept(builder);
                    return builder.build();
                },
                findings);
        var args = customized.orElse(planned);
        refuseForbiddenChanges(spec, what, planned, args, findings);
        return new FunctionInputs(spec, args);
    }

    private static FunctionArgs planned(FunctionSpec spec, StackConfig config) {
        return FunctionArgs.builder()
                .name(spec.functionName())
                .role("the role that the stack declares")
                .runtime(config.lambdaRuntime().identifier())
                .architectures(config.lambdaArchitecture())
                .memorySize(spec.size().memoryMb())
                .timeout((int) spec.size().timeout().toSeconds())
                .handler(spec.code().handler())
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
                .tags(config.tags())
                .build();
    }

    /** The value of an output is not known here, so that another output counts as a change. */
    private static void refuseForbiddenChanges(
            FunctionSpec spec, String what, FunctionArgs planned, FunctionArgs args, Findings findings) {
        if (!args.name().equals(planned.name())) {
            findings.error("%s must not change the name; use .named(NAME)".formatted(what));
        }
        if (!args.role().equals(planned.role())) {
            findings.error(
                    "%s must not change the role, which follows from the plan; use .uses or .allow".formatted(what));
        }
        if (!args.timeout().equals(planned.timeout())) {
            findings.error(
                    "%s must not change the timeout, which must be below that of its Tasks; use .timeout(DURATION)"
                            .formatted(what));
        }
        if (args.layers().isPresent() && !spec.code().layers().isEmpty()) {
            findings.error("%s must not replace the plan's layers; use .layer(ARN) for all".formatted(what));
        }
        if (!args.environment().equals(planned.environment())) {
            findings.error("%s must not change the environment; use .environment(NAME, VALUE)".formatted(what));
        }
    }

    static String logGroupName(FunctionSpec spec) {
        return "/aws/lambda/" + spec.functionName();
    }
}
