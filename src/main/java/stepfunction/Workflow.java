package stepfunction;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.inputs.GetCallerIdentityArgs;
import com.pulumi.aws.inputs.GetPartitionArgs;
import com.pulumi.aws.inputs.GetRegionArgs;
import com.pulumi.aws.sfn.StateMachine;
import com.pulumi.aws.sfn.StateMachineArgs;
import com.pulumi.aws.sfn.inputs.StateMachineLoggingConfigurationArgs;
import com.pulumi.aws.sfn.inputs.StateMachineTracingConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The state machine, the role that it runs as, its log group and its alarms. */
final class Workflow extends ComponentResource {

    final Output<String> arn;

    /** Of the version that this deployment publishes, where it publishes one. */
    final Output<String> versionArn;

    /** @param functions those of the plan */
    Workflow(StackSettings settings, Plan plan, List<HandlerFunction> functions) {
        super("stepfunction:index:Workflow", "workflow");
        var name = settings.stepFunctionName();
        var pinned = settings.pinFunctionVersions();
        var child = CustomResourceOptions.builder().parent(this).protect(settings.protectData());

        var logGroup = new LogGroup(
                "workflow-log-group",
                LogGroupArgs.builder()
                        // Under this prefix, the resource policy of CloudWatch Logs cannot grow over its limit.
                        .name("/aws/vendedlogs/states/" + name)
                        .retentionInDays(settings.logRetentionDays())
                        .tags(settings.tags())
                        .build(),
                child.build());

        // Kept apart: a new version leaves the placeholders' values unknown at preview, permissions must be seen.
        var arns = new LinkedHashMap<String, Output<String>>();
        var values = new LinkedHashMap<String, Output<String>>();
        for (var function : functions) {
            arns.put(function.settings.name(), function.arn);
            values.put(function.settings.arnPlaceholder(), function.invokedArn);
        }
        for (var target : plan.targets()) {
            values.putAll(target.values().get());
            arns.put(target.name(), values.get(Target.placeholder(target.name(), "Arn")));
        }

        var trust = futureArn(name).applyValue(arn -> TrustPolicy.stepFunctions(arn, pinned));
        var role = new ExecutionRole(this, settings, settings.stateMachineRoleName(), trust);
        role.allow(
                "-invoke-policy", name + "-policy", all(arns).applyValue(of -> Permissions.calling(plan, of, pinned)));
        role.allow("-log-delivery-policy", name + "-log-delivery-policy", Output.of(Permissions.deliveringLogs()));
        if (settings.tracing()) {
            role.allow("-xray-policy", name + "-xray-policy", Output.of(Permissions.tracingStateMachine()));
        }

        var definition = WorkflowDefinition.parse(plan.definition()).with(plan.taskTimeoutSeconds());
        var args = StateMachineArgs.builder()
                .name(name)
                .type(settings.stepFunctionType())
                .roleArn(role.arn())
                .definition(all(values).applyValue(of -> definition.with(of).json()))
                .publish(pinned)
                .loggingConfiguration(StateMachineLoggingConfigurationArgs.builder()
                        .level(settings.stepFunctionLogLevel())
                        .includeExecutionData(settings.logExecutionData())
                        .logDestination(logGroup.arn().applyValue(arn -> arn + ":*"))
                        .build())
                .tags(settings.tags());
        if (settings.tracing()) {
            var tracing = StateMachineTracingConfigurationArgs.builder().enabled(true);
            args.tracingConfiguration(tracing.build());
        }
        // A changed type takes another state machine, and two cannot have one name.
        child.dependsOn(role.policies()).deleteBeforeReplace(true);
        var stateMachine = new StateMachine("workflow-state-machine", args.build(), child.build());
        arn = stateMachine.arn();
        versionArn = stateMachine.stateMachineVersionArn();

        EventAlarms.STEP_FUNCTIONS.declare(this, settings, name, arn);
        registerOutputs(Map.of("arn", arn));
    }

    private static Output<Map<String, String>> all(Map<String, Output<String>> outputs) {
        return Output.all(List.copyOf(outputs.values())).applyValue(values -> {
            var named = new LinkedHashMap<String, String>();
            outputs.keySet().forEach(name -> named.put(name, values.get(named.size())));
            return named;
        });
    }

    /** The ARN that the state machine will have: its role, which comes first, trusts it alone. */
    private Output<StateMachineArn> futureArn(String name) {
        var options = InvokeOptions.builder().parent(this).build();
        var partition = AwsFunctions.getPartition(GetPartitionArgs.Empty, options);
        var region = AwsFunctions.getRegion(GetRegionArgs.Empty, options);
        var caller = AwsFunctions.getCallerIdentity(GetCallerIdentityArgs.Empty, options);
        return Output.tuple(partition, region, caller)
                .applyValue(of -> new StateMachineArn(of.t1.partition(), of.t2.name(), of.t3.accountId(), name));
    }
}
