package stepfunction.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stepfunction.lambda.LambdaSettings;
import stepfunction.lambda.LocalLambda;
import stepfunction.lambda.RuntimePackages;
import stepfunction.lambda.UnitTests;

/** What Lambda's runtime brings, with a wheel of the tests' own in place of boto3's. */
@Timeout(60)
class RuntimePackagesIT {

    private static final Map<String, String> BOTO3 = Map.of(
            "boto3/__init__.py", "import botocore.httpsession\n",
            "botocore/__init__.py", "",
            "botocore/httpsession.py", """
                    class URLLib3Session:
                        def send(self, request):
                            return "sent"
                    """,
            "boto3-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: boto3\nVersion: 1\n",
            "boto3-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            "boto3-1.dist-info/RECORD", "");

    private static final String CALL = """
            import types
            def handler(event, context):
                import boto3
                session = boto3.botocore.httpsession.URLLib3Session()
                return session.send(types.SimpleNamespace(url="%s"))
            """;

    @TempDir
    Path folder;

    private LocalLambda lambda;
    private LocalProject project;

    @BeforeEach
    void make_the_project() throws IOException {
        try (var wheel = new ZipOutputStream(Files.newOutputStream(folder.resolve("boto3-1-py3-none-any.whl")))) {
            for (var file : BOTO3.entrySet()) {
                wheel.putNextEntry(new ZipEntry(file.getKey()));
                wheel.write(file.getValue().getBytes(UTF_8));
            }
        }
        use("python3", "--no-index", "--find-links=" + folder, "boto3==1");
    }

    private void use(String python, String... requirements) throws IOException {
        if (lambda != null) {
            lambda.close();
        }
        var packages = new RuntimePackages(folder.resolve("cache"), "1", List.of(requirements));
        lambda = LocalLambda.start(new LambdaSettings(python, packages, false, Optional.empty()));
        // Shorter than pip takes.
        project = new LocalProject(folder, () -> lambda).greet("timeout", 1.0);
        project.function("greet", CALL.formatted("http://localhost:4566/"));
    }

    @AfterEach
    void stop_python() {
        lambda.close();
    }

    @Test
    void boto3_is_installed_once_and_when_a_handler_imports_it() throws IOException {
        var second = CALL.formatted("http://localhost:4566/again");

        assertThat(project.runCase(Cases.EXAMPLE).result().output()).contains(new JsonPrimitive("sent"));
        project.function("greet", second).runCase(Cases.EXAMPLE);

        assertThat(project.stderr())
                .containsOnlyOnce("| Installing boto3, which Lambda's runtime brings, into %s, once\n"
                        .formatted(lambda.runtimeDir()));
        assertThat(lambda.runtimeDir()).isDirectory();
    }

    @Test
    void handler_without_boto3_installs_nothing() throws IOException {
        project.function("greet", "handler = lambda event, context: 1\n").runCase(Cases.EXAMPLE);

        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "--no-index, ERROR: No matching distribution found for boto3==1",
        "--index-url=http://127.0.0.1:9/simple, it cannot connect to the package index"
    })
    void unavailable_boto3_is_reported_in_one_line_and_leaves_nothing_behind(String option, String reason)
            throws IOException {
        use("python3", option, "boto3==1");

        assertThat(project.runCase(Cases.EXAMPLE).result().error()).contains("ModuleNotFoundError");

        assertThat(project.stderr())
                .contains(
                        "| boto3 comes with Lambda's runtime, but pip cannot install it here (%s); check that pip and the network work, or mock the state in the case\n"
                                .formatted(reason));
        assertThat(lambda.runtimeDir()).doesNotExist();
    }

    @Test
    void python_without_pip_is_reported() throws Exception {
        var environment = folder.resolve("environment");
        var command = List.of("python3", "-m", "venv", "--without-pip", environment.toString());
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
        use(environment.resolve("bin/python3").toString(), "boto3==1");

        project.runCase(Cases.EXAMPLE);

        assertThat(project.stderr())
                .containsPattern("pip cannot install it here \\(.*No module named pip\\); check that pip");
    }

    @ParameterizedTest
    @CsvSource({
        "https://dynamodb.eu-west-1.amazonaws.com/, dynamodb.eu-west-1.amazonaws.com",
        "https://sqs.cn-north-1.amazonaws.com.cn/q, sqs.cn-north-1.amazonaws.com.cn",
        "https://s3.dualstack.eu-west-1.api.aws, s3.dualstack.eu-west-1.api.aws"
    })
    void call_to_aws_fails_at_once_and_names_mock_and_option(String url, String host) throws IOException {
        var run = project.function("greet", CALL.formatted(url)).runCase(Cases.EXAMPLE);

        assertThat(run.result().error()).contains("AwsCallError");
        assertThat(project.stderr())
                .contains(
                        "| [ERROR] AwsCallError: %s is not called from this machine; mock the state in the case, or run an emulator and add -Dendpoint=http://localhost:4566\n"
                                .formatted(host))
                .contains("File \"greet/handler.py\", line 5, in handler\n")
                .doesNotContain("httpsession.py");
    }

    @Test
    void unit_test_that_calls_aws_fails_at_once_with_advice_to_replace_the_client() throws IOException {
        Files.createDirectories(folder.resolve("greet/tests"));
        Files.writeString(folder.resolve("greet/handler.py"), CALL.formatted("https://sqs.eu-west-1.amazonaws.com/"));
        Files.writeString(folder.resolve("greet/tests/test_it.py"), """
                import handler, unittest
                class Tests(unittest.TestCase):
                    def test_call(self): handler.handler({}, None)
                """);
        var functions = new Deployment(project.stack(), folder, project.workDir())
                .deploy()
                .functions();

        var failure = UnitTests.of(functions).get(0).failure(lambda, UnitTests.LIMIT);

        assertThat(failure.orElse(""))
                .contains(
                        "AwsCallError: sqs.eu-west-1.amazonaws.com is not called from this machine; replace the client in"
                                + " the test, or run an emulator and add -Dendpoint=http://localhost:4566\n")
                .doesNotContain("httpsession.py");
    }

    @Test
    void emulator_is_given_to_handlers() throws IOException {
        try (var emulator = new ServerSocket(0)) {
            var endpoint = "http://localhost:" + emulator.getLocalPort();
            lambda.close();
            lambda = LocalLambda.start(new LambdaSettings(
                    "python3", RuntimePackages.ofTheUser(), false, Optional.of(LambdaSettings.endpoint(endpoint))));
            project.function("greet", """
                    import os
                    names = ("AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION")
                    handler = lambda event, context: " ".join(os.environ[name] for name in names)
                    """);

            assertThat(project.runCase(Cases.EXAMPLE).result().output())
                    .contains(new JsonPrimitive(endpoint + " test test eu-west-1"));
        }
    }

    @Test
    void endpoint_that_is_none_is_refused() throws IOException {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        assertThatThrownBy(() -> LambdaSettings.endpoint("localhost:4566"))
                .hasMessage(
                        "endpoint must be the URL of an emulator, such as http://localhost:4566, was \"localhost:4566\";"
                                + " correct -Dendpoint");
        assertThatThrownBy(() -> LambdaSettings.endpoint("http://localhost:" + free))
                .hasMessageMatching("endpoint must be the URL of a running emulator, but http://localhost:\\d+ does not"
                        + " answer \\(.+\\); start it");
    }
}
