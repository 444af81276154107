package stepfunction.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;
import stepfunction.lambda.CannotRunException;
import stepfunction.lambda.DeploymentPackage;
import stepfunction.lambda.LambdaFunction;
import stepfunction.packaging.DeploymentSource;

/**
 * Deploys a declared stack to this machine.
 *
 * @param projectDir which the paths in the stack are relative to
 * @param workDir takes the unpacked deployment packages
 */
record Deployment(DeclaredStack stack, Path projectDir, Path workDir) {

    static final String STATE_MACHINE = "aws:sfn/stateMachine:StateMachine";
    static final String WORKFLOW = "stepfunction:index:Workflow";
    static final String FUNCTION = "aws:lambda/function:Function";

    private static final List<String> NAMES = List.of("name", "bucket", "id", "url");

    /** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
    private static final int DEFAULT_MEMORY_MB = 128;

    private static final int DEFAULT_TIMEOUT_SECONDS = 3;
    private static final String DEFAULT_ARCHITECTURE = "x86_64";

    /** @throws CannotRunException where the stack has a function that AWS would refuse */
    DeployedStack deploy() {
        return new DeployedStack(
                workflows(stack),
                stack.all(FUNCTION).stream().map(this::function).toList(),
                names());
    }

    /** The names of the resources in AWS, or on this machine in its place. */
    private Set<String> names() {
        return stack.resources().stream()
                .flatMap(resource -> NAMES.stream().map(resource.properties()::get))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The state machines of the plan's workflows, the first one first. */
    static List<DeployedWorkflow> workflows(DeclaredStack stack) {
        return stack.all(STATE_MACHINE).stream()
                .flatMap(machine -> workflow(stack, machine).stream())
                .sorted(Comparator.comparing(workflow -> !workflow.isMain()))
                .toList();
    }

    /** Absent for a state machine that the user's own code declares. */
    private static Optional<DeployedWorkflow> workflow(DeclaredStack stack, DeclaredResource machine) {
        return machine.parent()
                .filter(component -> machine.name().equals(component + "-state-machine"))
                .map(component -> new DeployedWorkflow(component, stack.formerNames(WORKFLOW, component), machine));
    }

    private LambdaFunction function(DeclaredResource function) {
        var name = function.input("name");
        var taskRoots = workDir.resolve("task");
        var taskRoot = taskRoots.resolve(name).normalize();
        if (!taskRoots.equals(taskRoot.getParent())) {
            throw new CannotRunException("a function's name must not have a slash, was %s".formatted(name));
        }
        var code = archive(function);
        code.ifPresent(archive -> DeploymentPackage.unpack(projectDir.resolve(archive), taskRoot));
        return new LambdaFunction(
                function.input("arn"),
                name,
                text(function, "version").orElse(LambdaFunction.LATEST),
                text(function, "handler").orElse(""),
                text(function, "runtime").orElse(""),
                architecture(function),
                number(function, "memorySize").orElse(DEFAULT_MEMORY_MB),
                Duration.ofSeconds(number(function, "timeout").orElse(DEFAULT_TIMEOUT_SECONDS)),
                environment(function),
                taskRoot,
                code.map(DeploymentSource::folderOf).orElse(""),
                projectDir
                        .resolve(code.map(DeploymentSource::directoryOf).orElse(""))
                        .toAbsolutePath());
    }

    /** Absent for an image. */
    private static Optional<String> archive(DeclaredResource function) {
        return isImage(function) ? Optional.empty() : Optional.of(function.path("code"));
    }

    /** The folder in the project that a function's deployment package is made of; absent for an image. */
    static Optional<String> source(DeclaredResource function) {
        return archive(function).map(DeploymentSource::directoryOf);
    }

    private static boolean isImage(DeclaredResource function) {
        return text(function, "packageType").equals(Optional.of("Image"));
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
}
