package stepfunction.aws;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.sfn.Alias;
import com.pulumi.aws.sfn.AliasArgs;
import com.pulumi.aws.sfn.StateMachine;
import com.pulumi.aws.sfn.StateMachineArgs;
import com.pulumi.aws.sfn.inputs.AliasRoutingConfigurationArgs;
import com.pulumi.aws.sfn.inputs.StateMachineLoggingConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stepfunction.asl.Finding;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.MachineType;
import stepfunction.aws.ExecutionRole.InlinePolicy;
import stepfunction.config.Release;
import stepfunction.history.StackHistory;
import stepfunction.history.StateMachineVersion;
import stepfunction.plan.StackResources;
import stepfunction.plan.WorkflowSpec;
import stepfunction.validation.DefinitionCheck;

/** A state machine, the role that it runs as, its log group and its alarms. */
public final class Workflow extends ComponentResource implements StackResources.WorkflowResources {

    private static final List<String> METRICS =
            List.of("ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted", "ExecutionThrottled");

    /** The weight of the only version of an alias, in percent. */
    private static final int ALL_EXECUTIONS = 100;

    private final WorkflowSpec spec;
    private final Optional<Output<String>> key;
    private final StateMachine stateMachine;
    private final Role role;
    private final LogGroup logGroup;
    private final Output<String> startedArn;
    private final Output<StateMachineArn> futureArn;
    private final List<MetricAlarm> alarms;
    private final Output<String> history;

    public Workflow(String name, WorkflowArgs args, ComponentResourceOptions options) {
        super("stepfunction:index:Workflow", name, options);
        var settings = args.settings();
        var inputs = args.inputs().component();
        spec = args.inputs().spec();
        key = Encryption.of(args.inputs()).map(Encryption::key);
        var stateMachineName = spec.settings().name();
        var child = CustomResourceOptions.builder().parent(this).build();
        futureArn = args.location().applyValue(at -> new StateMachineArn(at, stateMachineName));

        logGroup = Logs.declare(name, inputs.logGroup(), settings, this);
        var trust = futureArn.applyValue(machine -> IamDocuments.document(
                IamDocuments.trustStateMachine(machine, settings.release().pinsVersions())));
        var roleArgs = new ExecutionRole.Args(
                inputs.role().args(), inputs.role().options(child), trust, policies(args, futureArn));
        var executionRole = ExecutionRole.declare(name, roleArgs, child);
        role = executionRole.role();
        var ownOptions = CustomResourceOptions.builder()
                .parent(this)
                .protect(settings.protectData())
                .dependsOn(executionRole.policies())
                // A changed type replaces the state machine, and two cannot have one name.
                .deleteBeforeReplace(true)
                .build();
        stateMachine = new StateMachine(
                name + "-state-machine",
                StateMachineArgs.builder(args.inputs().args())
                        .roleArn(role.arn())
                        .definition(rendered(args))
                        .loggingConfiguration(StateMachineLoggingConfigurationArgs.builder()
                                .level(spec.settings().logLevel())
                                .includeExecutionData(spec.settings().logExecutionData())
                                .logDestination(logGroup.arn().applyValue(group -> group + ":*"))
                                .build())
                        .build(),
                inputs.resource().options(ownOptions));
        startedArn = declareStarted(name, settings.release());

        var dimensions = arn().applyValue(machine -> Map.of("StateMachineArn", machine));
        alarms = Alarms.declare(
                name, new Alarms.Args("AWS/States", METRICS, stateMachineName, dimensions, settings), child);
        history = history(args, settings.release().pinsVersions() ? versionArn() : arn());
        registerOutputs(Map.of("arn", arn(), StackHistory.OUTPUT, history));
    }

    /**
     * The definitions that it has had.
     *
     * @param deployed the ARN of the state machine or its version: known, so that the history is written, only once it has the definition
     */
    private static Output<String> history(WorkflowArgs args, Output<String> deployed) {
        var values = Output.<String>mapBuilder();
        values(args).forEach((placeholder, value) -> {
            if (args.definition().resources().contains(placeholder)) {
                values.put(placeholder, value);
            }
        });
        return Output.tuple(values.build(), deployed).applyValue(known -> {
            var version = StateMachineVersion.number(known.t2).orElse(0);
            return args.definition().deployed(known.t1, version).json();
        });
    }

    /** The values of all placeholders, where functions have no versions. */
    private static Map<String, Output<String>> values(WorkflowArgs args) {
        var values = new HashMap<>(args.targets().texts());
        args.functions().forEach(function -> values.put(function.spec().arnPlaceholder(), function.arn()));
        return values;
    }

    private Output<String> declareStarted(String name, Release release) {
        return switch (release) {
            case UNPINNED -> arn();
            case PINNED -> versionArn();
            case GRADUAL -> alias(name).arn();
        };
    }

    /** The alias, at first of the version that this deployment publishes. A release moves it to a later one; the program never does. */
    private Alias alias(String name) {
        var firstVersion = AliasRoutingConfigurationArgs.builder()
                .stateMachineVersionArn(versionArn())
                .weight(ALL_EXECUTIONS)
                .build();
        return new Alias(
                name + "-alias",
                AliasArgs.builder()
                        .name(StateMachineArn.ALIAS)
                        .routingConfigurations(firstVersion)
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .ignoreChanges("routingConfigurations")
                        // AWS deletes the alias with its state machine.
                        .replaceWith(stateMachine)
                        .deleteBeforeReplace(true)
                        .build());
    }

    private static List<InlinePolicy> policies(WorkflowArgs args, Output<StateMachineArn> futureArn) {
        var stateMachineName = args.inputs().settings().name();
        var policies = new ArrayList<InlinePolicy>();
        if (!args.grants().isEmpty()) {
            // At preview a new version's ARN is unknown, but the function's, which the permission names, is known.
            policies.add(new InlinePolicy(
                    "-invoke-policy",
                    stateMachineName + "-policy",
                    Policies.document(args.grants(), values(args), args.location())));
        }
        var delivery = Output.of(IamDocuments.document(IamDocuments.deliverLogs()));
        policies.add(new InlinePolicy("-log-delivery-policy", stateMachineName + "-log-delivery-policy", delivery));
        if (args.settings().tracing()) {
            var tracing = Output.of(IamDocuments.document(IamDocuments.traceStateMachine()));
            policies.add(new InlinePolicy("-xray-policy", stateMachineName + "-xray-policy", tracing));
        }
        Encryption.of(args.inputs())
                .map(encryption -> encryption.document(futureArn))
                .ifPresent(document -> policies.add(
                        new InlinePolicy("-encryption-policy", stateMachineName + "-encryption-policy", document)));
        return policies;
    }

    private static Output<String> rendered(WorkflowArgs args) {
        var values = Output.<Object>mapBuilder();
        args.functions()
                .forEach(function -> values.put(
                        function.spec().arnPlaceholder(), function.invokedArn().applyValue(Object.class::cast)));
        args.targets()
                .forStarting()
                .values()
                .forEach((placeholder, value) -> values.put(placeholder, value.applyValue(Object.class::cast)));
        return values.build().applyValue(known -> rendered(args, known));
    }

    /** A value that only a target's resource knew may be of the wrong type. */
    private static String rendered(WorkflowArgs args, Map<String, Object> values) {
        var file = args.inputs().spec().file();
        try {
            var definition = args.definition().definition().render(values);
            var type = MachineType.valueOf(args.inputs().settings().type());
            var errors = DefinitionCheck.check(definition, type).stream()
                    .filter(Finding::isError)
                    .map(Finding::message)
                    .toList();
            if (!errors.isEmpty()) {
                throw new RunException("%s: %s".formatted(file, String.join("; ", errors)));
            }
            return definition.toPrettyString();
        } catch (InvalidJsonException e) {
            throw new RunException("%s %s".formatted(file, e.getMessage()));
        }
    }

    public WorkflowSpec spec() {
        return spec;
    }

    /** The state machine's name in AWS. */
    String stateMachineName() {
        return spec.settings().name();
    }

    /** The key that encrypts its definition, where a customization sets one. */
    Optional<Output<String>> key() {
        return key;
    }

    /** Whether it is of the type EXPRESS, whose executions a trigger may wait for. */
    boolean isExpress() {
        return spec.settings().isExpress();
    }

    @Override
    public StateMachine stateMachine() {
        return stateMachine;
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
        return stateMachine.name();
    }

    @Override
    public Output<String> arn() {
        return stateMachine.arn();
    }

    /** The ARN of the version that this deployment publishes, where versions are pinned. */
    public Output<String> versionArn() {
        return stateMachine.stateMachineVersionArn();
    }

    @Override
    public Output<String> startedArn() {
        return startedArn;
    }

    /** The ARN that the state machine will have: its role comes first, and trusts it alone. */
    public Output<StateMachineArn> futureArn() {
        return futureArn;
    }

    /** The definitions that it has had, as JSON text. */
    Output<String> history() {
        return history;
    }

    /** Empty without a topic to notify. */
    public List<MetricAlarm> alarms() {
        return alarms;
    }
}
