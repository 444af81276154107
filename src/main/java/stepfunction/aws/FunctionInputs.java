package stepfunction.aws;

import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionTracingConfigArgs;
import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stepfunction.config.StackConfig;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.UserCode;

/**
 * A function's arguments as far as they are known before anything is registered, with the user's own customization.
 *
 * @param args to be completed by role, code and environment
 */
public record FunctionInputs(FunctionSpec spec, FunctionArgs args, List<String> violations) {

    public static FunctionInputs of(FunctionSpec spec, StackConfig config) {
        var name = Output.of(spec.functionName());
        var role = Output.of("the role that the stack declares");
        var builder = FunctionArgs.builder()
                .name(name)
                .role(role)
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
        var what = "App.plan: customize of the function " + spec.name();
        var outcome = UserCode.call(what, "nothing", () -> {
            spec.customization().accept(builder);
            return builder.build();
        });
        var args = Optional.ofNullable(outcome.value()).orElseGet(builder::build);
        var violations = new ArrayList<String>();
        outcome.violation().ifPresent(violations::add);
        if (args.name().orElse(null) != name) {
            violations.add(what + " must not change the name; use .named(NAME)");
        }
        if (args.role() != role) {
            violations.add(what + " must not change the role, which allows what the plan says; use .uses or .allow");
        }
        if (args.environment().isPresent()) {
            violations.add(what + " must not change the environment; use .environment(NAME, VALUE)");
        }
        return new FunctionInputs(spec, args, violations);
    }

    static String logGroupName(FunctionSpec spec) {
        return "/aws/lambda/" + spec.functionName();
    }
}
