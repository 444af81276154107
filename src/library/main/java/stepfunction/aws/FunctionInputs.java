package stepfunction.aws;

import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionTracingConfigArgs;
import stepfunction.asl.Findings;
import stepfunction.config.StackConfig;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Roles;
import stepfunction.plan.TargetResources;

/** The arguments of a function, its log group and its role, with the user's customizations. */
public record FunctionInputs(FunctionSpec spec, ComponentInputs<FunctionArgs, FunctionArgs.Builder> component) {

    /**
     * Calls the user's customizations as far as they need no targets.
     *
     * @param findings take what is wrong with them
     */
    public static FunctionInputs of(FunctionSpec spec, StackConfig config, Findings findings) {
        var planned = new ComponentInputs.Planned<>(
                "the function " + spec.name(),
                planned(spec, config),
                Logs.planned(logGroupName(spec), config.shared()),
                ExecutionRole.planned(Roles.ofFunction(spec), config.shared()));
        var component = ComponentInputs.of(Customizable.FUNCTION, planned, spec.customizations(), findings);
        refuseReplacedLayers(spec, component.resource(), findings);
        return new FunctionInputs(spec, component);
    }

    /** Calls the rest of the customizations. */
    public FunctionInputs completedWith(TargetResources targets, Findings findings) {
        var completed = component.completedWith(targets, findings);
        refuseReplacedLayers(spec, completed.resource(), findings);
        return new FunctionInputs(spec, completed);
    }

    private static void refuseReplacedLayers(
            FunctionSpec spec, Customized<FunctionArgs, ?> function, Findings findings) {
        if (function.args().layers().isPresent() && !spec.code().layers().isEmpty()) {
            findings.error("%s must not replace the plan's layers; use .layer(ARN) for all".formatted(function.what()));
        }
    }

    /** The arguments without role, code and environment, which the component sets. */
    FunctionArgs args() {
        return component.resource().args();
    }

    private static FunctionArgs planned(FunctionSpec spec, StackConfig config) {
        var code = spec.code();
        var builder = FunctionArgs.builder();
        if (code.image().isPresent()) {
            builder.packageType("Image");
        } else {
            builder.runtime(code.runtime()).handler(code.handler());
        }
        return builder.name(spec.functionName())
                .role("the role that the stack declares")
                .architectures(config.lambdaArchitecture())
                .memorySize(spec.size().memoryMb())
                .timeout((int) spec.size().timeout().toSeconds())
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

    static String logGroupName(FunctionSpec spec) {
        return "/aws/lambda/" + spec.functionName();
    }
}
