package stepfunction.aws;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stepfunction.config.SharedSettings;

/**
 * The role that a component's resource runs as.
 *
 * @param policies that the resource must depend on: it needs them at once, but no input refers to them
 */
record ExecutionRole(Role role, List<Resource> policies) {

    /**
     * The arguments of a role.
     *
     * @param role its arguments, without the trust policy
     * @param options of the role itself
     * @param trust the policy that says who assumes it
     */
    record Args(RoleArgs role, CustomResourceOptions options, Output<String> trust, List<InlinePolicy> policies) {

        Args {
            policies = List.copyOf(policies);
        }
    }

    /**
     * An inline policy.
     *
     * @param suffix follows the component's name in the logical name
     * @param policyName in AWS
     */
    record InlinePolicy(String suffix, String policyName, Output<String> document) {}

    ExecutionRole {
        policies = List.copyOf(policies);
    }

    /** The arguments without the trust policy, which {@link #declare} sets. */
    static RoleArgs planned(String roleName, SharedSettings settings) {
        return RoleArgs.builder()
                .name(roleName)
                .assumeRolePolicy("the trust that the stack declares")
                .permissionsBoundary(permissionsBoundary(settings))
                .tags(settings.tags())
                .build();
    }

    static ExecutionRole declare(String name, Args args, CustomResourceOptions options) {
        var role = new Role(
                name + "-role",
                RoleArgs.builder(args.role()).assumeRolePolicy(args.trust()).build(),
                args.options());
        var policies = args.policies().stream()
                .map(policy -> rolePolicy(name, role, policy, options))
                .toList();
        return new ExecutionRole(role, policies);
    }

    Output<String> arn() {
        return role.arn();
    }

    private static Resource rolePolicy(String name, Role role, InlinePolicy policy, CustomResourceOptions options) {
        return new RolePolicy(
                name + policy.suffix(),
                RolePolicyArgs.builder()
                        .name(policy.policyName())
                        .role(role.name())
                        .policy(policy.document())
                        .build(),
                options);
    }

    private static @Nullable Output<String> permissionsBoundary(SharedSettings settings) {
        var arn = settings.permissionsBoundaryArn();
        return arn.isEmpty() ? null : Output.of(arn);
    }
}
