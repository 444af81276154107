package stepfunction;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionTracingConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/** The Lambda function, the role that it runs as, its log group and its alarms. */
final class HandlerFunction extends ComponentResource {

    private final Function function;

    HandlerFunction(String name, StackSettings settings, HandlerArchive archive) {
        super("stepfunction:index:HandlerFunction", name);
        var functionName = settings.lambdaFunctionName();

        // Lambda would create it too, at the first invocation, but without retention and beyond the reach of destroy.
        var logGroup = new LogGroup(
                name + "-log-group",
                LogGroupArgs.builder()
                        .name("/aws/lambda/" + functionName)
                        .retentionInDays(settings.logRetentionDays())
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .protect(settings.protectData())
                        .build());

        var role = new ExecutionRole(
                this, settings.lambdaRoleName(), Output.of(TrustPolicy.lambda()), settings.permissionsBoundaryArn());
        role.allow(
                name + "-log-policy",
                functionName + "-log-policy",
                logGroup.arn().applyValue(LogPolicy::writingTo));
        role.allow(name + "-xray-policy", functionName + "-xray-policy", Output.of(XRayPolicy.lambda()));

        function = new Function(
                name + "-function",
                FunctionArgs.builder()
                        .name(functionName)
                        .role(role.arn())
                        .runtime(settings.lambdaRuntime().identifier())
                        .architectures(settings.lambdaArchitecture())
                        .memorySize(settings.lambdaMemorySizeMb())
                        .timeout((int) settings.lambdaTimeout().toSeconds())
                        .handler(HandlerArchive.HANDLER)
                        .code(archive.code())
                        .sourceCodeHash(archive.base64sha256())
                        .loggingConfig(FunctionLoggingConfigArgs.builder()
                                .logFormat("JSON")
                                .applicationLogLevel("INFO")
                                .systemLogLevel("INFO")
                                .logGroup(logGroup.name())
                                .build())
                        .tracingConfig(FunctionTracingConfigArgs.builder()
                                .mode("Active")
                                .build())
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .dependsOn(role.policies())
                        .build());

        settings.alarmTopicArn()
                .ifPresent(topic -> EventAlarms.LAMBDA.declare(this, functionName, function.name(), topic));

        registerOutputs(Map.of("name", name(), "arn", arn()));
    }

    Output<String> name() {
        return function.name();
    }

    Output<String> arn() {
        return function.arn();
    }
}
