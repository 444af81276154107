package stepfunction.aws;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stepfunction.config.StackConfig;

/**
 * The role that a component's resource runs as.
 *
 * @param policies what runs needs them at once, though none of its inputs names them
 */
record ExecutionRole(Output<String> arn, List<Resource> policies) {

    /**
     * An inline policy.
     *
     * @param suffix follows the component's name in the logical name
     * @param name in AWS
     */
    record InlinePolicy(String suffix, String name, Output<String> document) {}

    static ExecutionRole declare(
            ComponentResource component,
            String name,
            Output<String> trust,
            List<InlinePolicy> policies,
            StackConfig config) {
        var child = CustomResourceOptions.builder().parent(component).build();
        var role = new Role(
                component.pulumiResourceName() + "-role",
                RoleArgs.builder()
                        .name(name)
                        .assumeRolePolicy(trust)
                        .permissionsBoundary(permissionsBoundary(config))
                        .tags(config.tags())
                        .build(),
                child);
        return new ExecutionRole(
                role.arn(),
                policies.stream()
                        .<Resource>map(policy -> new RolePolicy(
                                component.pulumiResourceName() + policy.suffix(),
                                RolePolicyArgs.builder()
                                        .name(policy.name())
                                        .role(role.name())
                                        .policy(policy.document())
                                        .build(),
                                child))
                        .toList());
    }

    private static @Nullable Output<String> permissionsBoundary(StackConfig config) {
        return config.permissionsBoundaryArn().isEmpty() ? null : Output.of(config.permissionsBoundaryArn());
    }
}
