package stepfunction.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
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

    /**
     * What runs, as one text, in which resources have their logical names in place of their ARNs. A case ends alike in all stacks
     * that have the same.
     */
    String program() {
        var program = new StringBuilder();
        stack.all(STATE_MACHINE).forEach(machine -> program.append(described(machine, "type", "definition")));
        stack.all(FUNCTION)
                .forEach(function -> program.append(described(
                        function,
                        "handler",
                        "runtime",
                        "memorySize",
                        "timeout",
                        "environment",
                        "version",
                        "sourceCodeHash")));
        var text = program.toString();
        for (var resource : byLengthOfArn()) {
            text = text.replace(resource.arn().orElseThrow(), resource.name());
        }
        return text;
    }

    private static String described(DeclaredResource resource, String... properties) {
        var values = Arrays.stream(properties)
                .map(property ->
                        "%s=%s".formatted(property, resource.properties().get(property)));
        return "%s: %s%n".formatted(resource.name(), values.toList());
    }

    /** The longest first, as one may begin with another. */
    private List<DeclaredResource> byLengthOfArn() {
        return stack.resources().stream()
                .filter(resource -> resource.arn().isPresent())
                .sorted(Comparator.comparing(
                        resource -> -resource.arn().orElseThrow().length()))
                .toList();
    }

    private LambdaFunction function(DeclaredResource function) {
        var name = function.input("name");
        var code = function.path("code");
        var taskRoot = workDir.resolve("task").resolve(name);
        var architectures = function.properties().get("architectures") instanceof List<?> names ? names : List.of();
        var deployed = new LambdaFunction(
                function.input("arn"),
                name,
                text(function, "version").orElse(LambdaFunction.LATEST),
                function.input("handler"),
                function.input("runtime"),
                architectures.isEmpty() ? "x86_64" : architectures.get(0).toString(),
                number(function, "memorySize").orElse(DEFAULT_MEMORY_MB),
                Duration.ofSeconds(number(function, "timeout").orElse(DEFAULT_TIMEOUT_SECONDS)),
                environment(function),
                taskRoot,
                folder(code));
        unpack(projectDir.resolve(code), taskRoot);
        return deployed;
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

    private static void unpack(Path zip, Path directory) {
        try {
            remove(directory);
            try (var entries = new ZipInputStream(Files.newInputStream(zip))) {
                for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                    var file = directory.resolve(entry.getName());
                    if (entry.isDirectory()) {
                        Files.createDirectories(file);
                    } else {
                        Files.createDirectories(file.getParent());
                        Files.copy(entries, file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var paths = Files.walk(directory)) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
