package stepfunction;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/** The Lambda function and the role that it runs as. */
final class HandlerFunction extends ComponentResource {

    private final Function function;

    HandlerFunction(String name, Args args) {
        super("stepfunction:index:HandlerFunction", name);
        var child = CustomResourceOptions.builder().parent(this).build();

        var role = new Role(
                name + "-role",
                RoleArgs.builder()
                        .name(args.roleName())
                        .assumeRolePolicy(TrustPolicy.lambda())
                        .build(),
                child);
        function = new Function(
                name + "-function",
                FunctionArgs.builder()
                        .name(args.functionName())
                        .role(role.arn())
                        .runtime("python3.13")
                        .handler(HandlerArchive.HANDLER)
                        .code(args.archive().code())
                        .sourceCodeHash(args.archive().base64sha256())
                        .build(),
                child);

        registerOutputs(Map.of("name", name(), "arn", arn()));
    }

    Output<String> name() {
        return function.name();
    }

    Output<String> arn() {
        return function.arn();
    }

    /** What the component is made of. */
    record Args(String functionName, String roleName, HandlerArchive archive) {}
}
