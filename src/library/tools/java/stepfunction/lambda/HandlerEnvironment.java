package stepfunction.lambda;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The environment variables of one invocation, with nothing of the developer's:
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime.
 *
 * @param version that is invoked
 * @param instance identifies the execution environment, in 32 hexadecimal digits; its log stream is named after it
 * @param runtimeDir where the packages are that Lambda's runtime brings
 * @param endpoint of an emulator of AWS that the handler calls
 */
record HandlerEnvironment(
        LambdaFunction function, String version, String instance, Path runtimeDir, Optional<URI> endpoint) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu/MM/dd");

    /** Where names meet, the function's own variables win over those of the system, and Lambda's over both. */
    TreeMap<String, String> variables() {
        var variables = new TreeMap<>(ofTheSystem());
        variables.putAll(function.environment());
        variables.putAll(credentialsOfNobody());
        endpoint.ifPresent(url -> variables.put("AWS_ENDPOINT_URL", url.toString()));
        variables.putAll(ofTheFunction());
        variables.putAll(ofTheInvocation());
        return variables;
    }

    private static Map<String, String> ofTheSystem() {
        var variables = new TreeMap<>(Map.of(
                "LANG", "en_US.UTF-8",
                "PATH", "/usr/local/bin:/usr/bin:/bin",
                "TZ", ":UTC",
                // As in Lambda, not the developer's, where the credentials are.
                "HOME", "/home/sbx_user1051"));
        // Python's own library may be found by this one, which Lambda sets too.
        variables.putAll(ChildProcess.ofTheLinker(System.getenv()));
        return variables;
    }

    /** An emulator takes them and AWS does not: no call may reach an account. */
    private static Map<String, String> credentialsOfNobody() {
        return Map.of(
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_SESSION_TOKEN", "test");
    }

    private Map<String, String> ofTheFunction() {
        return Map.of(
                "AWS_DEFAULT_REGION", function.region(),
                "AWS_REGION", function.region(),
                "AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime(),
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(function.memoryMb()),
                "AWS_LAMBDA_FUNCTION_NAME", function.name(),
                "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name(),
                "LAMBDA_RUNTIME_DIR", runtimeDir.toString(),
                "LAMBDA_TASK_ROOT", function.taskRoot().toString(),
                "_HANDLER", function.handler());
    }

    private Map<String, String> ofTheInvocation() {
        return Map.of(
                "AWS_LAMBDA_FUNCTION_VERSION",
                version,
                "AWS_LAMBDA_INITIALIZATION_TYPE",
                "on-demand",
                "AWS_LAMBDA_LOG_STREAM_NAME",
                logStream());
    }

    private String logStream() {
        var day = DAY.format(LocalDate.now(ZoneOffset.UTC));
        return "%s/[%s]%s".formatted(day, version, instance);
    }
}
