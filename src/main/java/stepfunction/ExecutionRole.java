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

/** The IAM role that a component runs as, and its inline policies. */
final class ExecutionRole {

    private final ComponentResource component;
    private final CustomResourceOptions child;
    private final Role role;
    private final List<Resource> policies = new ArrayList<>();

    ExecutionRole(ComponentResource component, StackSettings settings, String name, Output<String> trust) {
        this.component = component;
        child = CustomResourceOptions.builder().parent(component).build();
        var args = RoleArgs.builder().name(name).assumeRolePolicy(trust).tags(settings.tags());
        settings.permissionsBoundaryArn().ifPresent(args::permissionsBoundary);
        role = new Role(component.pulumiResourceName() + "-role", args.build(), child);
    }

    /** Allows what the document says, in a policy of its own. */
    void allow(String suffix, String policyName, Output<String> document) {
        var args = RolePolicyArgs.builder().name(policyName).role(role.name()).policy(document);
        policies.add(new RolePolicy(component.pulumiResourceName() + suffix, args.build(), child));
    }

    Output<String> arn() {
        return role.arn();
    }

    /** What a resource that runs as this role depends on, though none of its inputs names them: its first acts need them. */
    List<Resource> policies() {
        return List.copyOf(policies);
    }
}
