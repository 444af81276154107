package stepfunction;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.sfn.StateMachine;
import com.pulumi.aws.sfn.StateMachineArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/** The state machine, the role that it runs as, and that role's permission to invoke one function. */
final class Workflow extends ComponentResource {

    private final StateMachine stateMachine;

    Workflow(String name, Args args) {
        super("stepfunction:index:Workflow", name);
        var child = CustomResourceOptions.builder().parent(this).build();

        var role = new Role(
                name + "-role",
                RoleArgs.builder()
                        .name(args.roleName())
                        .assumeRolePolicy(TrustPolicy.stepFunctions())
                        .build(),
                child);
        var invokePolicy = new RolePolicy(
                name + "-invoke-policy",
                RolePolicyArgs.builder()
                        .name(args.invokePolicyName())
                        .role(role.name())
                        .policy(args.functionArn().applyValue(InvokePolicy::allowing))
                        .build(),
                child);
        stateMachine = new StateMachine(
                name + "-state-machine",
                StateMachineArgs.builder()
                        .name(args.stateMachineName())
                        .roleArn(role.arn())
                        .definition(args.functionArn().applyValue(WorkflowDefinition::invoking))
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        // No input names the policy, yet without it a first execution may be refused.
                        .dependsOn(invokePolicy)
                        .build());

        registerOutputs(Map.of("arn", arn()));
    }

    Output<String> arn() {
        return stateMachine.arn();
    }

    /** What the component is made of. */
    record Args(String stateMachineName, String roleName, String invokePolicyName, Output<String> functionArn) {}
}
