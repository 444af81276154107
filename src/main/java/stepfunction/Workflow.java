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
import java.util.Map;

/** The state machine, the role that it runs as, its log group and its alarms. */
final class Workflow extends ComponentResource {

    private final StateMachine stateMachine;

    Workflow(String name, StackSettings settings, Output<String> functionArn) {
        super("stepfunction:index:Workflow", name);
        var stateMachineName = settings.stepFunctionName();

        var logGroup = new LogGroup(
                name + "-log-group",
                LogGroupArgs.builder()
                        // Under this prefix, the resource policy of CloudWatch Logs cannot grow over its limit.
                        .name("/aws/vendedlogs/states/" + stateMachineName)
                        .retentionInDays(settings.logRetentionDays())
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .protect(settings.protectData())
                        .build());

        var role = new ExecutionRole(
                this,
                settings.stateMachineRoleName(),
                futureArn(stateMachineName).applyValue(TrustPolicy::stepFunctions),
                settings.permissionsBoundaryArn());
        role.allow(
                name + "-invoke-policy", stateMachineName + "-policy", functionArn.applyValue(InvokePolicy::allowing));
        role.allow(
                name + "-log-delivery-policy",
                stateMachineName + "-log-delivery-policy",
                Output.of(LogPolicy.delivery()));
        role.allow(name + "-xray-policy", stateMachineName + "-xray-policy", Output.of(XRayPolicy.stepFunctions()));

        stateMachine = new StateMachine(
                name + "-state-machine",
                StateMachineArgs.builder()
                        .name(stateMachineName)
                        .type(settings.stepFunctionType())
                        .roleArn(role.arn())
                        .definition(
                                functionArn.applyValue(arn -> WorkflowDefinition.render(arn, settings.lambdaTimeout())))
                        .loggingConfiguration(StateMachineLoggingConfigurationArgs.builder()
                                .level(settings.stepFunctionLogLevel())
                                .includeExecutionData(settings.logExecutionData())
                                .logDestination(logGroup.arn().applyValue(arn -> arn + ":*"))
                                .build())
                        .tracingConfiguration(StateMachineTracingConfigurationArgs.builder()
                                .enabled(true)
                                .build())
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .dependsOn(role.policies())
                        .protect(settings.protectData())
                        .build());

        settings.alarmTopicArn()
                .ifPresent(topic -> EventAlarms.STEP_FUNCTIONS.declare(this, stateMachineName, arn(), topic));

        registerOutputs(Map.of("arn", arn()));
    }

    Output<String> arn() {
        return stateMachine.arn();
    }

    /** The ARN that the state machine will have: its role, which comes first, trusts it alone. */
    private Output<StateMachineArn> futureArn(String stateMachineName) {
        var options = InvokeOptions.builder().parent(this).build();
        return Output.tuple(
                        AwsFunctions.getPartition(GetPartitionArgs.Empty, options),
                        AwsFunctions.getRegion(GetRegionArgs.Empty, options),
                        AwsFunctions.getCallerIdentity(GetCallerIdentityArgs.Empty, options))
                .applyValue(found -> new StateMachineArn(
                        found.t1.partition(), found.t2.name(), found.t3.accountId(), stateMachineName));
    }
}
