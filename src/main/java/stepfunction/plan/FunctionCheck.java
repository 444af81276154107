package stepfunction.plan;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Lambda demands of a function: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html. */
record FunctionCheck(FunctionSpec function) {

    private static final int MAX_ROLE_NAME = 64;
    private static final int MAX_ENVIRONMENT_BYTES = 4096;
    private static final int MAX_LAYERS = 5;
    private static final Pattern FUNCTION_NAME = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]+");

    /** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
    private static final Set<String> RESERVED_VARIABLES = Set.of(
            "_HANDLER",
            "_X_AMZN_TRACE_ID",
            "AWS_DEFAULT_REGION",
            "AWS_REGION",
            "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_ACCESS_KEY",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_LAMBDA_RUNTIME_API",
            "LAMBDA_TASK_ROOT",
            "LAMBDA_RUNTIME_DIR");

    Stream<String> violations() {
        return Stream.of(
                        functionName(),
                        memory(),
                        timeout(),
                        handler(),
                        environmentNames(),
                        environmentSize(),
                        layers(),
                        permissions())
                .flatMap(Function.identity());
    }

    private Stream<String> functionName() {
        var name = function.functionName();
        var role = Roles.ofFunction(function);
        // Where the config lacks the name, that is told already.
        if (name.isEmpty() || name.startsWith("-")) {
            return Stream.of();
        }
        if (!FUNCTION_NAME.matcher(name).matches()) {
            return refuse(
                    "must have a name of a-z, A-Z, 0-9, - and _, was \"%s\"; give it .named(NAME)".formatted(name));
        }
        return role.length() <= MAX_ROLE_NAME
                ? Stream.of()
                : refuse("would have a role called %s, which is %d characters long and may be %d; give it .named(NAME)"
                        .formatted(role, role.length(), MAX_ROLE_NAME));
    }

    private Stream<String> memory() {
        var memoryMb = function.memoryMb();
        return memoryMb >= 128 && memoryMb <= 10240
                ? Stream.of()
                : refuse("must have 128 to 10240 MB of memory, was %d; correct it".formatted(memoryMb));
    }

    private Stream<String> timeout() {
        var timeout = function.timeout();
        var isWhole = Duration.ofSeconds(timeout.toSeconds()).equals(timeout);
        return isWhole && timeout.toSeconds() >= 1 && timeout.toSeconds() <= 900
                ? Stream.of()
                : refuse("must have a timeout of 1 to 900 whole seconds, was %s; correct it".formatted(timeout));
    }

    private Stream<String> handler() {
        return function.handlerFile().isPresent()
                ? Stream.of()
                : refuse("must have a handler such as handler.handler, module and function, was \"%s\"; correct it"
                        .formatted(function.handler()));
    }

    private Stream<String> environmentNames() {
        return function.allEnvironment().keySet().stream()
                .filter(name -> !VARIABLE.matcher(name).matches() || RESERVED_VARIABLES.contains(name))
                .flatMap(name -> RESERVED_VARIABLES.contains(name)
                        ? refuse("sets %s, a variable that Lambda keeps for itself; rename it".formatted(name))
                        : refuse(
                                "sets \"%s\", but a variable has two or more letters, digits and _, and begins with a letter; rename it"
                                        .formatted(name)));
    }

    /** As far as the values are known. */
    private Stream<String> environmentSize() {
        var bytes = function.allEnvironment().entrySet().stream()
                .mapToInt(variable -> length(variable.getKey()) + knownLength(variable.getValue()))
                .sum();
        return bytes <= MAX_ENVIRONMENT_BYTES
                ? Stream.of()
                : refuse("has variables of %d bytes, and Lambda takes %d; put some into a file of its folder"
                        .formatted(bytes, MAX_ENVIRONMENT_BYTES));
    }

    private static int knownLength(Value value) {
        return value instanceof Value.Text text ? length(text.text()) : 0;
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private Stream<String> layers() {
        var layers = function.layers().size();
        return layers <= MAX_LAYERS
                ? Stream.of()
                : refuse("has %d layers, and Lambda takes %d; remove some".formatted(layers, MAX_LAYERS));
    }

    private Stream<String> permissions() {
        var used = function.uses().stream().flatMap(use -> PermissionCheck.actions(use.actions()));
        var allowed = function.permissions().stream().flatMap(PermissionCheck::violations);
        return Stream.concat(used, allowed)
                .map(violation -> "the function %s: %s".formatted(function.name(), violation));
    }

    private Stream<String> refuse(String sentence) {
        return Stream.of("the function %s %s".formatted(function.name(), sentence));
    }
}
