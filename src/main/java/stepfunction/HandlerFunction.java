package stepfunction;

import com.pulumi.archive.ArchiveFunctions;
import com.pulumi.archive.inputs.GetFileArgs;
import com.pulumi.archive.outputs.GetFileResult;
import com.pulumi.asset.FileArchive;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.inputs.FunctionEnvironmentArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionTracingConfigArgs;
import com.pulumi.core.Output;
import java.util.List;
import java.util.Map;

/** A Lambda function, the role that it runs as, its log group and its alarms. */
final class HandlerFunction extends Workload {

    final FunctionSettings settings;
    final Output<String> name;
    final Output<String> arn;

    /** What the workflow invokes: where versions are pinned, the one that this deployment publishes. */
    final Output<String> invokedArn;

    HandlerFunction(FunctionSettings settings, StackSettings stack, Map<String, Output<GetFileResult>> archives) {
        super("HandlerFunction", settings.name(), stack);
        this.settings = settings;
        var functionName = settings.functionName(stack);
        var archive = archives.computeIfAbsent(settings.folder(), HandlerFunction::archive);

        // Lambda would create it too, at the first invocation, but without retention and beyond the reach of destroy.
        var logGroup = logGroup("/aws/lambda/" + functionName);
        var role = role(functionName + "-assume-role", Output.of(IamDocuments.trustingLambda()));
        allow(role, "-log-policy", functionName + "-log-policy", logGroup.arn().applyValue(IamDocuments::writingTo));
        if (stack.tracing) {
            allow(role, "-xray-policy", functionName + "-xray-policy", Output.of(IamDocuments.tracingFunction()));
        }

        var logging = FunctionLoggingConfigArgs.builder().logFormat("JSON").logGroup(logGroup.name());
        logging.applicationLogLevel("INFO").systemLogLevel("INFO");
        var tracing = FunctionTracingConfigArgs.builder().mode(stack.tracing ? "Active" : "PassThrough");
        var args = FunctionArgs.builder()
                .name(functionName)
                .role(role.arn())
                .runtime(stack.lambdaRuntime)
                .architectures(stack.lambdaArchitecture)
                .memorySize(settings.memoryMb())
                .timeout((int) settings.timeout().toSeconds())
                .handler(settings.handler())
                .code(archive.applyValue(zip -> new FileArchive(zip.outputPath())))
                .sourceCodeHash(archive.applyValue(GetFileResult::outputBase64sha256))
                .publish(stack.pinFunctionVersions)
                .loggingConfig(logging.build())
                .tracingConfig(tracing.build())
                .tags(stack.tags);
        if (!settings.environment().isEmpty()) {
            var environment = FunctionEnvironmentArgs.builder().variables(settings.environment());
            args.environment(environment.build());
        }
        var options = child().dependsOn(policies).build();
        var function = new Function(settings.name() + "-function", args.build(), options);
        name = function.name();
        arn = function.arn();
        invokedArn = stack.pinFunctionVersions ? Output.format("%s:%s", arn, function.version()) : arn;

        var dimensions = name.applyValue(of -> Map.of("FunctionName", of));
        alarm("AWS/Lambda", List.of("Errors", "Throttles"), functionName, dimensions);
        registerOutputs(Map.of("name", name, "arn", arn));
    }

    /** Zips a folder for all functions in it, even at preview: https://www.pulumi.com/registry/packages/archive. */
    private static Output<GetFileResult> archive(String folder) {
        return ArchiveFunctions.getFile(GetFileArgs.builder()
                .type("zip")
                .sourceDir(folder)
                // A top-level __init__.py only serves local tools.
                .excludes("__init__.py", "**/*.pyc", "**/__pycache__")
                // Modes on disk differ between machines, and with them the zip's hash.
                .outputFileMode("0644")
                .outputPath("target/" + folder + ".zip")
                .build());
    }
}
