package stepfunction.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandlerEnvironmentTest {

    private static Map<String, String> variables(Map<String, String> ofTheFunction, Optional<URI> endpoint) {
        var function = new LambdaFunction(
                "arn:aws:lambda:eu-west-1:123456789012:function:greet",
                "greet",
                "3",
                "handler.main",
                "python3.13",
                "arm64",
                256,
                Duration.ofSeconds(10),
                ofTheFunction,
                Path.of("/task/greet"),
                "greetings",
                Path.of("greetings"));
        var environment = new HandlerEnvironment(function, "7", "1a2b3c", Path.of("/cache/boto3"), endpoint);
        var variables = new HashMap<>(environment.variables());
        variables.remove("LD_LIBRARY_PATH");
        return variables;
    }

    @Test
    void each_variable_is_what_lambda_gives() {
        var day = LocalDate.now(ZoneOffset.UTC).toString().replace('-', '/');

        assertThat(variables(Map.of("GREETING", "hello"), Optional.empty()))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("AWS_ACCESS_KEY_ID", "test"),
                        Map.entry("AWS_DEFAULT_REGION", "eu-west-1"),
                        Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_python3.13"),
                        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
                        Map.entry("AWS_LAMBDA_FUNCTION_NAME", "greet"),
                        Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "7"),
                        Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
                        Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/greet"),
                        Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", day + "/[7]1a2b3c"),
                        Map.entry("AWS_REGION", "eu-west-1"),
                        Map.entry("AWS_SECRET_ACCESS_KEY", "test"),
                        Map.entry("AWS_SESSION_TOKEN", "test"),
                        Map.entry("GREETING", "hello"),
                        Map.entry("HOME", "/home/sbx_user1051"),
                        Map.entry("LAMBDA_RUNTIME_DIR", "/cache/boto3"),
                        Map.entry("LAMBDA_TASK_ROOT", "/task/greet"),
                        Map.entry("LANG", "en_US.UTF-8"),
                        Map.entry("PATH", "/usr/local/bin:/usr/bin:/bin"),
                        Map.entry("TZ", ":UTC"),
                        Map.entry("_HANDLER", "handler.main")));
    }

    @Test
    void functions_own_variables_replace_those_of_the_system() {
        assertThat(variables(Map.of("TZ", "Europe/Dublin"), Optional.empty())).containsEntry("TZ", "Europe/Dublin");
    }

    @Test
    void emulator_is_what_the_developer_names() {
        var emulator = Optional.of(URI.create("http://localhost:4566"));

        assertThat(variables(Map.of("AWS_ENDPOINT_URL", "http://of-the-function"), emulator))
                .containsEntry("AWS_ENDPOINT_URL", "http://localhost:4566");
    }
}
