package stepfunction.aws;

import com.pulumi.archive.outputs.GetFileResult;
import com.pulumi.asset.FileArchive;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.inputs.FunctionDeadLetterConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionEnvironmentArgs;
import com.pulumi.aws.lambda.inputs.FunctionFileSystemConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.aws.ExecutionRole.InlinePolicy;
import stepfunction.grants.FunctionGrants;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.StackResources;
import stepfunction.plan.Value;

/** A Lambda function, the role that it runs as, its log group and its alarms. */
public final class HandlerFunction extends ComponentResource implements StackResources.FunctionResources {

    private final FunctionSpec spec;
    private final Function function;
    private final Role role;
    private final LogGroup logGroup;
    private final Output<String> invokedArn;
    private final List<MetricAlarm> alarms;

    public HandlerFunction(String name, HandlerFunctionArgs args, ComponentResourceOptions options) {
        super("stepfunction:index:HandlerFunction", name, options);
        this.spec = args.inputs().spec();
        var settings = args.settings();
        var child = CustomResourceOptions.builder().parent(this).build();

        var inputs = args.inputs().component();
        // Lambda would create it too, at the first invocation, but without retention and beyond the reach of destroy.
        logGroup = Logs.declare(name, inputs.logGroup(), settings, this);
        var trust = Output.of(IamDocuments.document(IamDocuments.trustLambda()));
        var roleArgs = new ExecutionRole.Args(
                inputs.role().args(), inputs.role().options(child), trust, policies(args, logGroup.arn()));
        var executionRole = ExecutionRole.declare(name, roleArgs, child);
        role = executionRole.role();
        var dependencies = Stream.concat(Stream.of(logGroup), executionRole.policies().stream())
                .toList();
        var ownOptions = CustomResourceOptions.builder()
                .parent(this)
                .dependsOn(dependencies)
                .build();
        function = new Function(
                name + "-function",
                withCode(FunctionArgs.builder(args.inputs().args()), args)
                        .role(role.arn())
                        .environment(environment(args))
                        .layers(layers(args))
                        .build(),
                inputs.resource().options(ownOptions));
        this.invokedArn = settings.release().pinsVersions()
                ? Output.format("%s:%s", function.arn(), function.version())
                : function.arn();

        var dimensions = function.name().applyValue(functionName -> Map.of("FunctionName", functionName));
        this.alarms = Alarms.declare(
                name,
                new Alarms.Args(
                        "AWS/Lambda", List.of("Errors", "Throttles"), spec.functionName(), dimensions, settings),
                child);
        registerOutputs(Map.of("name", name(), "arn", arn()));
    }

    /** A package, or an image. */
    private static FunctionArgs.Builder withCode(FunctionArgs.Builder builder, HandlerFunctionArgs args) {
        var image = args.inputs().spec().code().image();
        image.ifPresent(uri -> builder.imageUri(output(uri, args.targets())));
        args.archive()
                .ifPresent(archive -> builder.code(archive.applyValue(zip -> new FileArchive(zip.outputPath())))
                        .sourceCodeHash(archive.applyValue(GetFileResult::outputBase64sha256)));
        return builder;
    }

    private static List<InlinePolicy> policies(HandlerFunctionArgs args, Output<String> logGroupArn) {
        var spec = args.inputs().spec();
        var functionName = spec.functionName();
        var policies = new ArrayList<InlinePolicy>();
        var log = logGroupArn.applyValue(group -> IamDocuments.document(IamDocuments.writeLog(group)));
        policies.add(new InlinePolicy("-log-policy", functionName + "-log-policy", log));
        if (args.settings().tracing()) {
            var tracing = Output.of(IamDocuments.document(IamDocuments.traceFunction()));
            policies.add(new InlinePolicy("-xray-policy", functionName + "-xray-policy", tracing));
        }
        if (args.inputs().args().vpcConfig().isPresent()) {
            var attaching = Output.of(IamDocuments.document(IamDocuments.attachToVpc()));
            policies.add(new InlinePolicy("-vpc-policy", functionName + "-vpc-policy", attaching));
        }
        policies.addAll(ofCustomizedArguments(args));
        var grants = FunctionGrants.of(spec);
        if (!grants.isEmpty()) {
            var document = Policies.document(grants, args.targets().texts(), args.location());
            policies.add(new InlinePolicy("-policy", functionName + "-policy", document));
        }
        return policies;
    }

    /** Policies for arguments that only a customization can set. */
    private static List<InlinePolicy> ofCustomizedArguments(HandlerFunctionArgs args) {
        var function = args.inputs().args();
        var name = args.inputs().spec().functionName();
        var sending = function.deadLetterConfig()
                .map(config -> config.apply(FunctionDeadLetterConfigArgs::targetArn))
                .map(target -> target.applyValue(IamDocuments::sendFailedEvents))
                .map(statement -> policy("-dead-letter-policy", name, statement));
        var mounting = function.fileSystemConfig()
                .map(config -> config.apply(FunctionFileSystemConfigArgs::arn))
                .map(accessPoint -> accessPoint.applyValue(IamDocuments::mountFiles))
                .map(statement -> policy("-file-system-policy", name, statement));
        var decrypting = function.kmsKeyArn()
                .map(key -> Output.tuple(key, args.location()).applyValue(known -> KmsKey.of(known.t1, known.t2)))
                .map(key -> key.applyValue(IamDocuments::decryptEnvironment))
                .map(statement -> policy("-kms-policy", name, statement));
        return Stream.of(sending, mounting, decrypting)
                .flatMap(Optional::stream)
                .toList();
    }

    private static InlinePolicy policy(String suffix, String functionName, Output<IamStatement> statement) {
        return new InlinePolicy(suffix, functionName + suffix, statement.applyValue(IamDocuments::document));
    }

    /** Null without variables: an empty environment would be a difference to AWS's answer. */
    private static @Nullable Output<FunctionEnvironmentArgs> environment(HandlerFunctionArgs args) {
        var environment = args.inputs().spec().connections().environment();
        if (environment.isEmpty()) {
            return null;
        }
        var variables = Output.<String>mapBuilder();
        var targets = args.targets().forStarting();
        environment.forEach((variable, value) -> variables.put(variable, output(value, targets)));
        return variables
                .build()
                .applyValue(known ->
                        FunctionEnvironmentArgs.builder().variables(known).build());
    }

    /** Those of the plan; where it has none, what the user's customization has set. */
    private static @Nullable Output<List<String>> layers(HandlerFunctionArgs args) {
        var layers = args.inputs().spec().code().layers();
        if (layers.isEmpty()) {
            return args.inputs().args().layers().orElse(null);
        }
        var arns = Output.<String>listBuilder();
        layers.forEach(layer -> arns.add(output(layer, args.targets())));
        return arns.build();
    }

    private static Output<String> output(Value value, DeclaredTargets targets) {
        var needed = Output.<String>mapBuilder();
        value.placeholders().stream()
                .filter(targets.values()::containsKey)
                .forEach(name -> needed.put(name, targets.text(name)));
        return needed.build().applyValue(value::in);
    }

    public FunctionSpec spec() {
        return spec;
    }

    @Override
    public Function function() {
        return function;
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public LogGroup logGroup() {
        return logGroup;
    }

    @Override
    public Output<String> name() {
        return function.name();
    }

    @Override
    public Output<String> arn() {
        return function.arn();
    }

    /** The ARN that the workflow invokes: of the published version if versions are pinned, otherwise of the function. */
    Output<String> invokedArn() {
        return invokedArn;
    }

    /** Empty without a topic to notify. */
    public List<MetricAlarm> alarms() {
        return alarms;
    }
}
