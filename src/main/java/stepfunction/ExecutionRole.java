package stepfunction;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The IAM role that a component runs as, and its inline policies. */
final class ExecutionRole {

    private final ComponentResource component;
    private final Role role;
    private final List<Resource> policies = new ArrayList<>();

    ExecutionRole(
            ComponentResource component, String name, Output<String> trust, Optional<String> permissionsBoundary) {
        this.component = component;
        role = new Role(
                component.pulumiResourceName() + "-role",
                RoleArgs.builder()
                        .name(name)
                        .assumeRolePolicy(trust)
                        .permissionsBoundary(permissionsBoundary.map(Output::of).orElse(null))
                        .build(),
                child());
    }

    /** Allows what the document says, in a policy of its own. */
    void allow(String logicalName, String policyName, Output<String> document) {
        policies.add(new RolePolicy(
                logicalName,
                RolePolicyArgs.builder()
                        .name(policyName)
                        .role(role.name())
                        .policy(document)
                        .build(),
                child()));
    }

    Output<String> arn() {
        return role.arn();
    }

    /**
     * What a resource that runs as this role has to depend on: none of its inputs names the policies, yet without them what
     * it does first may be refused.
     */
    List<Resource> policies() {
        return List.copyOf(policies);
    }

    private CustomResourceOptions child() {
        return CustomResourceOptions.builder().parent(component).build();
    }
}
