package stepfunction;

import com.pulumi.archive.ArchiveFunctions;
import com.pulumi.archive.inputs.GetFileArgs;
import com.pulumi.archive.outputs.GetFileResult;
import com.pulumi.asset.FileArchive;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.inputs.FunctionEnvironmentArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionTracingConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/** A Lambda function, the role that it runs as, its log group and its alarms. */
final class HandlerFunction extends ComponentResource {

    final FunctionSettings settings;
    final Output<String> name;

    /** Without a version. */
    final Output<String> arn;

    /** What the workflow invokes: where versions are pinned, the one that this deployment publishes. */
    final Output<String> invokedArn;

    /** @param archive of the function's folder */
    HandlerFunction(FunctionSettings settings, StackSettings stack, Output<GetFileResult> archive) {
        super("stepfunction:index:HandlerFunction", settings.name());
        this.settings = settings;
        var functionName = settings.functionName(stack);
        var child = CustomResourceOptions.builder().parent(this);

        // Lambda would create it too, at the first invocation, but without retention and beyond the reach of destroy.
        var logGroup = new LogGroup(
                settings.name() + "-log-group",
                LogGroupArgs.builder()
                        .name("/aws/lambda/" + functionName)
                        .retentionInDays(stack.logRetentionDays())
                        .tags(stack.tags())
                        .build(),
                child.protect(stack.protectData()).build());

        var role = new ExecutionRole(this, stack, settings.roleName(stack), Output.of(TrustPolicy.lambda()));
        role.allow("-log-policy", functionName + "-log-policy", logGroup.arn().applyValue(Permissions::writingTo));
        if (stack.tracing()) {
            role.allow("-xray-policy", functionName + "-xray-policy", Output.of(Permissions.tracingFunction()));
        }

        var args = FunctionArgs.builder()
                .name(functionName)
                .role(role.arn())
                .runtime(stack.lambdaRuntime())
                .architectures(stack.lambdaArchitecture())
                .memorySize(settings.memorySizeMb())
                .timeout((int) settings.timeout().toSeconds())
                .handler(settings.handler())
                .code(archive.applyValue(zip -> new FileArchive(zip.outputPath())))
                .sourceCodeHash(archive.applyValue(GetFileResult::outputBase64sha256))
                .publish(stack.pinFunctionVersions())
                .loggingConfig(FunctionLoggingConfigArgs.builder()
                        .logFormat("JSON")
                        .applicationLogLevel("INFO")
                        .systemLogLevel("INFO")
                        .logGroup(logGroup.name())
                        .build())
                .tracingConfig(FunctionTracingConfigArgs.builder()
                        .mode(stack.tracing() ? "Active" : "PassThrough")
                        .build())
                .tags(stack.tags());
        if (!settings.environment().isEmpty()) {
            args.environment(FunctionEnvironmentArgs.builder()
                    .variables(settings.environment())
                    .build());
        }
        var options = child.protect(false).dependsOn(role.policies()).build();
        var function = new Function(settings.name() + "-function", args.build(), options);
        name = function.name();
        arn = function.arn();
        invokedArn = stack.pinFunctionVersions() ? Output.format("%s:%s", arn, function.version()) : arn;

        EventAlarms.LAMBDA.declare(this, stack, functionName, name);
        registerOutputs(Map.of("name", name, "arn", arn));
    }

    /**
     * Zips a function's folder to {@code target/<folder>.zip}, at preview too. Paths are relative to the project's folder.
     *
     * @see <a href="https://www.pulumi.com/registry/packages/archive/api-docs/getfile/">Pulumi: archive.getFile</a>
     */
    static Output<GetFileResult> archive(String folder) {
        return ArchiveFunctions.getFile(GetFileArgs.builder()
                .type("zip")
                .sourceDir(folder)
                // At the top, __init__.py serves tools of this machine alone.
                .excludes("__init__.py", "**/*.pyc", "**/__pycache__")
                // Modes on disk differ between machines, and with them the zip's hash.
                .outputFileMode("0644")
                .outputPath("target/" + folder + ".zip")
                .build());
    }
}
