package stepfunction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One Lambda function as values.
 *
 * @param name its logical name, in camel case, and its placeholders' beginning; renaming it replaces the function
 * @param folder of its sources, relative to the project's folder
 * @param handler as Lambda's Python runtime reads it: module and function, such as {@code handler.handler}
 * @param memorySizeMb 128 to 10240 MB
 * @param timeout of one invocation, 1 s to 900 s
 * @param environment its variables, none of them secret: they are plain text in Pulumi's state and in the console
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html">AWS: CreateFunction</a>
 */
record FunctionSettings(
        String name,
        String folder,
        String handler,
        int memorySizeMb,
        Duration timeout,
        Map<String, String> environment) {

    /** What Lambda sets itself: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html. */
    private static final String RESERVED =
            "_.*|AWS_(REGION|DEFAULT_REGION|EXECUTION_ENV|ACCESS_KEY.*|SECRET.*|SESSION.*)"
                    + "|AWS_LAMBDA_(FUNCTION|INIT|LOG|MAX|METADATA|RUNTIME).*|LAMBDA_(TASK_ROOT|RUNTIME_DIR)";

    /** @throws IllegalArgumentException naming the component that breaks its rule */
    FunctionSettings {
        Target.requireName(name);
        environment = Map.copyOf(environment);
        require(folder.matches("[\\w-]+(/[\\w-]+)*"), name, "folder", "be a path inside the project", folder);
        require(handler.matches("[\\w/.-]+\\.\\w+"), name, "handler", "be module.function", handler);
        require(memorySizeMb >= 128 && memorySizeMb <= 10240, name, "memory", "be 128 to 10240 MB", memorySizeMb);
        var isTimeout = timeout.toSeconds() >= 1 && timeout.toSeconds() <= 900 && timeout.toMillisPart() == 0;
        require(isTimeout, name, "timeout", "be 1 to 900 whole s", timeout);
        var rule = "have names of letters, digits and _ that Lambda does not reserve";
        for (var key : environment.keySet()) {
            var isFree = key.matches("[a-zA-Z]\\w+") && !key.matches(RESERVED);
            require(isFree, name, "environment", rule, key);
        }
    }

    private static void require(boolean holds, String name, String component, String rule, Object actual) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "App.plan: %s of %s must %s, was %s".formatted(component, name, rule, actual));
        }
    }

    /** A function of the size that the stack's config gives, with {@code handler} in {@code handler.py}. */
    static FunctionSettings of(String name, String folder, StackSettings stack) {
        var memorySizeMb = stack.lambdaMemorySizeMb();
        return new FunctionSettings(name, folder, "handler.handler", memorySizeMb, stack.lambdaTimeout(), Map.of());
    }

    /** Its name in AWS: the config's own for {@code handler}, one derived from it for a further function. */
    String functionName(StackSettings stack) {
        return stack.lambdaFunctionName() + (name.equals("handler") ? "" : "-" + name);
    }

    String roleName(StackSettings stack) {
        return functionName(stack) + "-assume-role";
    }

    /** What the names of the stack's outputs about it begin with. */
    String outputPrefix() {
        return name.equals("handler") ? "lambda" : name;
    }

    /** Stands in the definition for the ARN that a Task invokes. */
    String arnPlaceholder() {
        return Target.placeholder(name, "Arn");
    }

    /** Stands in the definition for {@link #taskTimeoutSeconds}. */
    String timeoutPlaceholder() {
        return Target.placeholder(name, "TaskTimeoutSeconds");
    }

    /** Of a Task on it: 10 s more, for Lambda does not count the time to initialise, and 5 s for the way. */
    long taskTimeoutSeconds() {
        return timeout.toSeconds() + 15;
    }

    /** What is wrong with the folder: it has to hold the handler's file. */
    Optional<String> violation(Path projectDir) {
        var file = folder + "/" + handler.replaceFirst("\\.\\w+$", "").replace('.', '/') + ".py";
        return Optional.of(
                        "%s must hold %s's handler %s, was absent; create or restore it".formatted(file, name, handler))
                .filter(message -> !Files.isRegularFile(projectDir.resolve(file)));
    }
}
