package stepfunction.aws;

import com.pulumi.aws.sfn.StateMachine;
import com.pulumi.aws.sfn.StateMachineArgs;
import com.pulumi.aws.sfn.inputs.StateMachineLoggingConfigurationArgs;
import com.pulumi.aws.sfn.inputs.StateMachineTracingConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stepfunction.asl.Definition;
import stepfunction.aws.ExecutionRole.InlinePolicy;
import stepfunction.config.StackConfig;
import stepfunction.grants.Grant;
import stepfunction.plan.Location;
import stepfunction.plan.Roles;

/** The state machine, the role that it runs as, its log group and its alarms. */
public final class Workflow extends ComponentResource {

    private final Output<String> arn;
    private final Output<String> versionArn;
    private final Output<String> startedArn;
    private final Output<StateMachineArn> futureArn;

    /**
     * Declares it.
     *
     * @param definition with placeholders for functions and targets, and nothing else
     * @param grants what its role allows
     */
    public Workflow(
            Definition definition,
            List<Grant> grants,
            List<HandlerFunction> functions,
            DeclaredTargets targets,
            Output<Location> location,
            StackConfig config) {
        super("stepfunction:index:Workflow", "workflow");
        var name = config.stepFunctionName();
        var pinned = config.pinFunctionVersions();
        futureArn = location.applyValue(at -> new StateMachineArn(at, name));

        // Under this prefix, the resource policy of CloudWatch Logs cannot grow over its limit.
        var logGroup = Logs.declare(this, "/aws/vendedlogs/states/" + name, config);
        var role = ExecutionRole.declare(
                this,
                Roles.ofStateMachine(config),
                futureArn.applyValue(machine -> IamDocuments.document(IamDocuments.trustStateMachine(machine, pinned))),
                policies(grants, functions, targets, location, config),
                config);
        var stateMachine = new StateMachine(
                "workflow-state-machine",
                StateMachineArgs.builder()
                        .name(name)
                        .type(config.stepFunctionType())
                        .roleArn(role.arn())
                        .definition(rendered(definition, functions, targets))
                        .publish(pinned)
                        .loggingConfiguration(StateMachineLoggingConfigurationArgs.builder()
                                .level(config.stepFunctionLogLevel())
                                .includeExecutionData(config.logExecutionData())
                                .logDestination(logGroup.arn().applyValue(group -> group + ":*"))
                                .build())
                        .tracingConfiguration(tracing(config))
                        .tags(config.tags())
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .protect(config.protectData())
                        .dependsOn(role.policies())
                        // A changed type replaces the state machine, and two cannot have one name.
                        .deleteBeforeReplace(true)
                        .build());
        arn = stateMachine.arn();
        versionArn = stateMachine.stateMachineVersionArn();
        startedArn = pinned ? versionArn : arn;

        var metrics = List.of("ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted", "ExecutionThrottled");
        var dimensions = arn.applyValue(machine -> Map.of("StateMachineArn", machine));
        new Alarms("AWS/States", metrics, name, dimensions).declare(this, config);
        registerOutputs(Map.of("arn", arn));
    }

    private static List<InlinePolicy> policies(
            List<Grant> grants,
            List<HandlerFunction> functions,
            DeclaredTargets targets,
            Output<Location> location,
            StackConfig config) {
        var name = config.stepFunctionName();
        var policies = new ArrayList<InlinePolicy>();
        var needed =
                grants.stream().filter(grant -> !targets.isForActivity(grant)).toList();
        if (!needed.isEmpty()) {
            // At preview a new version's ARN is unknown, but the function's, which the permission names, is known.
            var values = new HashMap<>(targets.texts());
            functions.forEach(function -> values.put(function.spec().arnPlaceholder(), function.arn()));
            policies.add(
                    new InlinePolicy("-invoke-policy", name + "-policy", Policies.document(needed, values, location)));
        }
        var delivery = Output.of(IamDocuments.document(IamDocuments.deliverLogs()));
        policies.add(new InlinePolicy("-log-delivery-policy", name + "-log-delivery-policy", delivery));
        if (config.tracing()) {
            var tracing = Output.of(IamDocuments.document(IamDocuments.traceStateMachine()));
            policies.add(new InlinePolicy("-xray-policy", name + "-xray-policy", tracing));
        }
        return policies;
    }

    private static Output<String> rendered(
            Definition definition, List<HandlerFunction> functions, DeclaredTargets targets) {
        var values = Output.<Object>mapBuilder();
        functions.forEach(function -> values.put(
                function.spec().arnPlaceholder(), function.invokedArn().applyValue(Object.class::cast)));
        targets.values().forEach((name, value) -> values.put(name, value.applyValue(Object.class::cast)));
        return values.build().applyValue(known -> definition.render(known).toPrettyString());
    }

    /** None where it is off: a state machine that was never traced has none either. */
    private static @Nullable Output<StateMachineTracingConfigurationArgs> tracing(StackConfig config) {
        var enabled =
                StateMachineTracingConfigurationArgs.builder().enabled(true).build();
        return config.tracing() ? Output.of(enabled) : null;
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
}
