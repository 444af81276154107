package stepfunction.aws;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.sfn.StateMachine;
import com.pulumi.aws.sfn.StateMachineArgs;
import com.pulumi.aws.sfn.inputs.StateMachineLoggingConfigurationArgs;
import com.pulumi.aws.sfn.inputs.StateMachineTracingConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stepfunction.aws.ExecutionRole.InlinePolicy;
import stepfunction.config.SharedSettings;
import stepfunction.plan.Roles;

/** A state machine, the role that it runs as, its log group and its alarms. */
public final class Workflow extends ComponentResource {

    private static final List<String> METRICS =
            List.of("ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted", "ExecutionThrottled");

    private final String stateMachineName;
    private final Output<String> arn;
    private final Output<String> versionArn;
    private final Output<String> startedArn;
    private final Output<StateMachineArn> futureArn;
    private final List<MetricAlarm> alarms;

    public Workflow(String name, WorkflowArgs args, ComponentResourceOptions options) {
        super("stepfunction:index:Workflow", name, options);
        var settings = args.settings();
        var stateMachineSettings = args.stateMachine();
        var pinned = settings.pinVersions();
        var child = CustomResourceOptions.builder().parent(this).build();
        stateMachineName = stateMachineSettings.name();
        futureArn = args.location().applyValue(at -> new StateMachineArn(at, stateMachineName));

        var logGroup = Logs.declare(
                name,
                // Under this prefix, the resource policy of CloudWatch Logs cannot grow over its limit.
                "/aws/vendedlogs/states/" + stateMachineName,
                settings,
                CustomResourceOptions.builder()
                        .parent(this)
                        .protect(settings.protectData())
                        .build());
        var trust =
                futureArn.applyValue(machine -> IamDocuments.document(IamDocuments.trustStateMachine(machine, pinned)));
        var role = ExecutionRole.declare(
                name,
                new ExecutionRole.Args(Roles.ofStateMachine(stateMachineName), trust, policies(args), settings),
                child);
        var stateMachine = new StateMachine(
                name + "-state-machine",
                StateMachineArgs.builder()
                        .name(stateMachineName)
                        .type(stateMachineSettings.type())
                        .roleArn(role.arn())
                        .definition(rendered(args))
                        .publish(pinned)
                        .loggingConfiguration(StateMachineLoggingConfigurationArgs.builder()
                                .level(stateMachineSettings.logLevel())
                                .includeExecutionData(stateMachineSettings.logExecutionData())
                                .logDestination(logGroup.arn().applyValue(group -> group + ":*"))
                                .build())
                        .tracingConfiguration(tracing(settings))
                        .tags(settings.tags())
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .protect(settings.protectData())
                        .dependsOn(role.policies())
                        // A changed type replaces the state machine, and two cannot have one name.
                        .deleteBeforeReplace(true)
                        .build());
        arn = stateMachine.arn();
        versionArn = stateMachine.stateMachineVersionArn();
        startedArn = pinned ? versionArn : arn;

        var dimensions = arn.applyValue(machine -> Map.of("StateMachineArn", machine));
        alarms = Alarms.declare(
                name, new Alarms.Args("AWS/States", METRICS, stateMachineName, dimensions, settings), child);
        registerOutputs(Map.of("arn", arn));
    }

    private static List<InlinePolicy> policies(WorkflowArgs args) {
        var stateMachineName = args.stateMachine().name();
        var policies = new ArrayList<InlinePolicy>();
        var needed = args.grants().stream()
                .filter(grant -> !args.targets().isForActivity(grant))
                .toList();
        if (!needed.isEmpty()) {
            // At preview a new version's ARN is unknown, but the function's, which the permission names, is known.
            var values = new HashMap<>(args.targets().texts());
            args.functions().forEach(function -> values.put(function.spec().arnPlaceholder(), function.arn()));
            policies.add(new InlinePolicy(
                    "-invoke-policy",
                    stateMachineName + "-policy",
                    Policies.document(needed, values, args.location())));
        }
        var delivery = Output.of(IamDocuments.document(IamDocuments.deliverLogs()));
        policies.add(new InlinePolicy("-log-delivery-policy", stateMachineName + "-log-delivery-policy", delivery));
        if (args.settings().tracing()) {
            var tracing = Output.of(IamDocuments.document(IamDocuments.traceStateMachine()));
            policies.add(new InlinePolicy("-xray-policy", stateMachineName + "-xray-policy", tracing));
        }
        return policies;
    }

    private static Output<String> rendered(WorkflowArgs args) {
        var values = Output.<Object>mapBuilder();
        args.functions()
                .forEach(function -> values.put(
                        function.spec().arnPlaceholder(), function.invokedArn().applyValue(Object.class::cast)));
        args.targets()
                .values()
                .forEach((placeholder, value) -> values.put(placeholder, value.applyValue(Object.class::cast)));
        return values.build()
                .applyValue(known -> args.definition().render(known).toPrettyString());
    }

    /** None where it is off: a state machine that was never traced has none either. */
    private static @Nullable Output<StateMachineTracingConfigurationArgs> tracing(SharedSettings settings) {
        var enabled =
                StateMachineTracingConfigurationArgs.builder().enabled(true).build();
        return settings.tracing() ? Output.of(enabled) : null;
    }

    /** The state machine's name in AWS. */
    String stateMachineName() {
        return stateMachineName;
    }

    public Output<String> arn() {
        return arn;
    }

    /** Of the version that this deployment publishes, where versions are pinned. */
    public Output<String> versionArn() {
        return versionArn;
    }

    /** What triggers start: where versions are pinned, the one that this deployment publishes. */
    Output<String> startedArn() {
        return startedArn;
    }

    /** The ARN that the state machine will have: its role comes first, and trusts it alone. */
    public Output<StateMachineArn> futureArn() {
        return futureArn;
    }

    /** Empty without a topic to notify. */
    public List<MetricAlarm> alarms() {
        return alarms;
    }
}
