package stepfunction;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.sfn.StateMachine;
import com.pulumi.aws.sfn.StateMachineArgs;
import com.pulumi.aws.sfn.inputs.StateMachineLoggingConfigurationArgs;
import com.pulumi.aws.sfn.inputs.StateMachineTracingConfigurationArgs;
import com.pulumi.core.Output;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import stepfunction.asl.Definition;

/** The state machine, the role that it runs as, its log group and its alarms. */
final class Workflow extends Workload {

    final Output<String> arn;
    final Output<String> versionArn;

    /** The ARN that the state machine will have: its role comes first, and trusts it alone. */
    final Output<StateMachineArn> futureArn;

    Workflow(StackSettings stack, Plan plan, List<HandlerFunction> functions) {
        super("Workflow", "workflow", stack);
        var name = stack.stepFunctionName;
        var pinned = stack.pinFunctionVersions;

        // Kept apart: at preview, a new version's ARN is unknown, but the permissions are known.
        var values = Output.<String>mapBuilder();
        var statements = Output.<IamStatement>listBuilder();
        for (var function : functions) {
            var called = function.settings;
            values.put(called.arnPlaceholder(), function.invokedArn);
            statements.add(function.arn.applyValue(arn -> IamDocuments.invoking(called, arn, pinned)));
        }
        for (var target : plan.targets()) {
            statements.add(target.declare(values::put).applyValue(arn -> IamDocuments.calling(target, arn)));
        }

        futureArn = AwsFunctions.getCallerIdentity()
                .applyValue(me -> new StateMachineArn(me.arn().split(":", -1)[1], stack.region, me.accountId(), name));
        var role = role(name + "-role", futureArn.applyValue(arn -> IamDocuments.trusting(arn, pinned)));
        allow(role, "-invoke-policy", name + "-policy", statements.build().applyValue(IamDocuments::document));
        allow(role, "-log-delivery-policy", name + "-log-delivery-policy", Output.of(IamDocuments.deliveringLogs()));
        if (stack.tracing) {
            allow(role, "-xray-policy", name + "-xray-policy", Output.of(IamDocuments.tracingStateMachine()));
        }

        // Under this prefix, the resource policy of CloudWatch Logs cannot grow over its limit.
        var logGroup = logGroup("/aws/vendedlogs/states/" + name);
        var logging = StateMachineLoggingConfigurationArgs.builder()
                .level(stack.stepFunctionLogLevel)
                .includeExecutionData(stack.logExecutionData)
                .logDestination(logGroup.arn().applyValue(arn -> arn + ":*"));
        var template = Definition.parse(plan.definition()).render(plan.taskTimeoutsSeconds());
        var args = StateMachineArgs.builder()
                .name(name)
                .type(stack.stepFunctionType)
                .roleArn(role.arn())
                .definition(values.build().applyValue(of -> template.render(of).toPrettyString()))
                .publish(pinned)
                .loggingConfiguration(logging.build())
                .tags(stack.tags);
        if (stack.tracing) {
            var tracing = StateMachineTracingConfigurationArgs.builder().enabled(true);
            args.tracingConfiguration(tracing.build());
        }
        // A changed type replaces the state machine, and two cannot have one name.
        var options = child().protect(stack.protectData).dependsOn(policies).deleteBeforeReplace(true);
        var stateMachine = new StateMachine("workflow-state-machine", args.build(), options.build());
        arn = stateMachine.arn();
        versionArn = stateMachine.stateMachineVersionArn();

        var metrics = List.of("ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted", "ExecutionThrottled");
        alarm("AWS/States", metrics, name, arn.applyValue(of -> Map.of("StateMachineArn", of)));
        registerOutputs(Map.of("arn", arn));
    }
}
