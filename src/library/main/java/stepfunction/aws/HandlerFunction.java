package stepfunction.aws;

import com.pulumi.archive.outputs.GetFileResult;
import com.pulumi.asset.FileArchive;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.inputs.FunctionEnvironmentArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stepfunction.aws.ExecutionRole.InlinePolicy;
import stepfunction.config.StackConfig;
import stepfunction.grants.FunctionGrants;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Location;
import stepfunction.plan.Roles;
import stepfunction.plan.Value;

/** A Lambda function, the role that it runs as, its log group and its alarms. */
public final class HandlerFunction extends ComponentResource {

    private final FunctionSpec spec;
    private final Output<String> name;
    private final Output<String> arn;
    private final Output<String> invokedArn;

    public HandlerFunction(
            FunctionInputs inputs,
            Archives archives,
            DeclaredTargets targets,
            Output<Location> location,
            StackConfig config) {
        super("stepfunction:index:HandlerFunction", inputs.spec().name());
        spec = inputs.spec();
        // Lambda would create it too, at the first invocation, but without retention and beyond the reach of destroy.
        var logGroup = Logs.declare(this, FunctionInputs.logGroupName(spec), config);
        var role = ExecutionRole.declare(
                this,
                Roles.ofFunction(spec),
                Output.of(IamDocuments.document(IamDocuments.trustLambda())),
                policies(inputs, logGroup.arn(), targets, location, config),
                config);
        var archive = archives.zipOf(spec);
        var dependencies =
                Stream.concat(Stream.of(logGroup), role.policies().stream()).toList();
        var function = new Function(
                spec.name() + "-function",
                FunctionArgs.builder(inputs.args())
                        .role(role.arn())
                        .code(archive.applyValue(zip -> new FileArchive(zip.outputPath())))
                        .sourceCodeHash(archive.applyValue(GetFileResult::outputBase64sha256))
                        .environment(environment(targets))
                        .layers(layers(inputs, targets))
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .dependsOn(dependencies)
                        .build());
        name = function.name();
        arn = function.arn();
        invokedArn = config.pinFunctionVersions() ? Output.format("%s:%s", arn, function.version()) : arn;

        var dimensions = name.applyValue(functionName -> Map.of("FunctionName", functionName));
        new Alarms("AWS/Lambda", List.of("Errors", "Throttles"), spec.functionName(), dimensions).declare(this, config);
        registerOutputs(Map.of("name", name, "arn", arn));
    }

    private List<InlinePolicy> policies(
            FunctionInputs inputs,
            Output<String> logGroupArn,
            DeclaredTargets targets,
            Output<Location> location,
            StackConfig config) {
        var functionName = spec.functionName();
        var policies = new ArrayList<InlinePolicy>();
        var log = logGroupArn.applyValue(group -> IamDocuments.document(IamDocuments.writeLog(group)));
        policies.add(new InlinePolicy("-log-policy", functionName + "-log-policy", log));
        if (config.tracing()) {
            var tracing = Output.of(IamDocuments.document(IamDocuments.traceFunction()));
            policies.add(new InlinePolicy("-xray-policy", functionName + "-xray-policy", tracing));
        }
        if (inputs.args().vpcConfig().isPresent()) {
            var attaching = Output.of(IamDocuments.document(IamDocuments.attachToVpc()));
            policies.add(new InlinePolicy("-vpc-policy", functionName + "-vpc-policy", attaching));
        }
        var grants = FunctionGrants.of(spec);
        if (!grants.isEmpty()) {
            var document = Policies.document(grants, targets.texts(), location);
            policies.add(new InlinePolicy("-policy", functionName + "-policy", document));
        }
        return policies;
    }

    /** Null without variables: an empty environment would be a difference to AWS's answer. */
    private @Nullable Output<FunctionEnvironmentArgs> environment(DeclaredTargets targets) {
        if (spec.connections().environment().isEmpty()) {
            return null;
        }
        var variables = Output.<String>mapBuilder();
        spec.connections().environment().forEach((variable, value) -> variables.put(variable, output(value, targets)));
        return variables
                .build()
                .applyValue(known ->
                        FunctionEnvironmentArgs.builder().variables(known).build());
    }

    /** Those of the plan; where it has none, what the user's customization has set. */
    private @Nullable Output<List<String>> layers(FunctionInputs inputs, DeclaredTargets targets) {
        if (spec.code().layers().isEmpty()) {
            return inputs.args().layers().orElse(null);
        }
        var arns = Output.<String>listBuilder();
        spec.code().layers().forEach(layer -> arns.add(output(layer, targets)));
        return arns.build();
    }

    private static Output<String> output(Value value, DeclaredTargets targets) {
        return value.placeholder().map(targets::text).orElseGet(() -> Output.of(value.in(Map.of())));
    }

    public FunctionSpec spec() {
        return spec;
    }

    public Output<String> name() {
        return name;
    }

    public Output<String> arn() {
        return arn;
    }

    /** What the workflow invokes: where versions are pinned, the one that this deployment publishes. */
    Output<String> invokedArn() {
        return invokedArn;
    }
}
