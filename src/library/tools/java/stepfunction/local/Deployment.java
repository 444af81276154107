package stepfunction.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import stepfunction.asl.Definition;
import stepfunction.asl.MachineType;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;

/**
 * Deploys a declared stack to this machine.
 *
 * @param projectDir which the paths in the stack are relative to
 * @param workDir takes the unpacked deployment packages
 */
record Deployment(DeclaredStack stack, Path projectDir, Path workDir) {

    static final String STATE_MACHINE = "aws:sfn/stateMachine:StateMachine";
    static final String FUNCTION = "aws:lambda/function:Function";

    /** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
    private static final int DEFAULT_MEMORY_MB = 128;

    private static final int DEFAULT_TIMEOUT_SECONDS = 3;
    private static final String DEFAULT_ARCHITECTURE = "x86_64";

    /** @throws CannotRunException where the stack has not one state machine, or a function that AWS would refuse */
    DeployedWorkflow deploy() {
        var machines = stack.all(STATE_MACHINE);
        if (machines.size() != 1) {
            throw new CannotRunException("the stack must declare one state machine, declares " + machines.size());
        }
        var machine = machines.get(0);
        return new DeployedWorkflow(
                Definition.parse(machine.input("definition")),
                machine.input("arn"),
                machine.input("roleArn"),
                MachineType.valueOf(text(machine, "type").orElse("STANDARD")),
                stack.all(FUNCTION).stream().map(this::function).toList());
    }

    private LambdaFunction function(DeclaredResource function) {
        var name = function.input("name");
        var code = function.path("code");
        var taskRoots = workDir.resolve("task");
        var taskRoot = taskRoots.resolve(name).normalize();
        if (!taskRoots.equals(taskRoot.getParent())) {
            throw new CannotRunException("a function's name must not have a slash, was %s".formatted(name));
        }
        DeploymentPackage.unpack(projectDir.resolve(code), taskRoot);
        return new LambdaFunction(
                function.input("arn"),
                name,
                text(function, "version").orElse(LambdaFunction.LATEST),
                function.input("handler"),
                function.input("runtime"),
                architecture(function),
                number(function, "memorySize").orElse(DEFAULT_MEMORY_MB),
                Duration.ofSeconds(number(function, "timeout").orElse(DEFAULT_TIMEOUT_SECONDS)),
                environment(function),
                taskRoot,
                folder(code));
    }

    private static String architecture(DeclaredResource function) {
        return function.properties().get("architectures") instanceof List<?> names && !names.isEmpty()
                ? names.get(0).toString()
                : DEFAULT_ARCHITECTURE;
    }

    private static Optional<String> text(DeclaredResource resource, String property) {
        return Optional.ofNullable(resource.properties().get(property)).map(Object::toString);
    }

    private static Optional<Integer> number(DeclaredResource resource, String property) {
        return resource.properties().get(property) instanceof Number number
                ? Optional.of(number.intValue())
                : Optional.empty();
    }

    private static Map<String, String> environment(DeclaredResource function) {
        var variables = new TreeMap<String, String>();
        if (function.properties().get("environment") instanceof Map<?, ?> environment
                && environment.get("variables") instanceof Map<?, ?> declared) {
            declared.forEach((name, value) -> variables.put(name.toString(), value.toString()));
        }
        return variables;
    }

    /** The archive of a folder has its name, in target/. */
    private static String folder(String archive) {
        var path = archive.startsWith("target/") ? archive.substring("target/".length()) : archive;
        return path.endsWith(".zip") ? path.substring(0, path.length() - ".zip".length()) : path;
    }
}
