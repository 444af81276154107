package stepfunction;

import java.time.Duration;
import java.util.Map;

/**
 * One Lambda function as values: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html.
 *
 * @param name such as count, for <code>${CountArn}</code> and <code>${CountTaskTimeoutSeconds}</code>
 * @param folder of its sources, in the project's folder
 * @param handler module and function, such as {@code handler.handler}
 * @param memoryMb 128 to 10240 MB
 * @param timeout of one invocation, 1 s to 900 s
 * @param environment variables, readable in Pulumi's state and the console: no secrets
 */
record FunctionSettings(
        String name, String folder, String handler, int memoryMb, Duration timeout, Map<String, String> environment) {

    /** A function of the size that the stack's config gives, with {@code handler} in {@code handler.py}. */
    static FunctionSettings of(String name, String folder, StackSettings stack) {
        var memoryMb = stack.lambdaMemorySizeMb;
        return new FunctionSettings(name, folder, "handler.handler", memoryMb, stack.lambdaTimeout, Map.of());
    }

    /** Its name in AWS: {@code lambdaFunctionName}, with {@code -name} appended unless it is {@code handler}. */
    String functionName(StackSettings stack) {
        return stack.lambdaFunctionName + (name.equals("handler") ? "" : "-" + name);
    }

    /** The name of a placeholder, such as {@code CountArn}. */
    String arnPlaceholder() {
        return Target.placeholder(name, "Arn");
    }

    /** The name of a placeholder, such as {@code CountTaskTimeoutSeconds}. */
    String timeoutPlaceholder() {
        return Target.placeholder(name, "TaskTimeoutSeconds");
    }

    String handlerFile() {
        return folder + "/" + handler.replace('.', '/').replaceFirst("/\\w+$", ".py");
    }
}
