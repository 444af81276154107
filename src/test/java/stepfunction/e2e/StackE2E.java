package stepfunction.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.pulumi.automation.AutomationException;
import com.pulumi.automation.LocalWorkspace;
import com.pulumi.automation.LocalWorkspaceOptions;
import com.pulumi.automation.UpOptions;
import com.pulumi.automation.WorkspaceStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Deploys the packaged program under a random name, executes it and removes it: {@code mvn verify -Pe2e}.
 *
 * <p>Needs the Pulumi CLI, and AWS credentials and a region in the environment, or an AWS emulator at AWS_ENDPOINT_URL.
 */
class StackE2E {

    @Test
    @SuppressWarnings("try") // WorkspaceStack.close may be interrupted, as every wait of a test may.
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void deployed_state_machine_returns_its_input_with_the_key() throws Exception {
        var region = requireRegion();
        requirePulumi();
        var name = "e2e-" + UUID.randomUUID().toString().substring(0, 8);
        var workspace = workspace(name, region);

        try (var stepFunctions = SfnClient.builder().region(Region.of(region)).build();
                var stack = LocalWorkspace.createOrSelectStack(name, workspace, options(workspace))) {
            var executions = new Executions(stepFunctions, Duration.ofMinutes(2), Duration.ofSeconds(1));
            new PulumiStack(stack).run(outputs -> {
                var output =
                        executions.outputOf(String.valueOf(outputs.get("stateMachineArn")), "{\"hello\":\"world\"}");

                assertThat(JsonParser.parseString(output))
                        .isEqualTo(JsonParser.parseString("{\"hello\":\"world\",\"key\":\"value\"}"));
            });
        }
    }

    private static String requireRegion() {
        return Stream.of("AWS_REGION", "AWS_DEFAULT_REGION")
                .map(System::getenv)
                .filter(region -> region != null && !region.isEmpty())
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "the end-to-end test must know a region, but neither AWS_REGION nor AWS_DEFAULT_REGION is set;"
                                + " run: export AWS_REGION=eu-west-1"));
    }

    private static void requirePulumi() throws InterruptedException {
        try {
            if (new ProcessBuilder("pulumi", "version").start().waitFor() == 0) {
                return;
            }
        } catch (IOException e) {
            // As if it had failed.
        }
        throw new AssertionError("the end-to-end test must have the Pulumi CLI, but \"pulumi version\" does not run;"
                + " install it (https://www.pulumi.com/docs/install/) and put it on the PATH");
    }

    /**
     * A folder with what {@code pulumi up} reads, apart from the repository: the CLI writes its stack files beside Pulumi.yaml.
     */
    private static Path workspace(String name, String region) throws IOException {
        var workspace = Files.createDirectories(Path.of("target", "e2e", name)).toAbsolutePath();
        Files.copy(Path.of("Pulumi.yaml"), workspace.resolve("Pulumi.yaml"));
        // A copy, for the archive provider does not follow links; the jar and its libraries are large.
        Files.createDirectory(workspace.resolve("function"));
        Files.copy(Path.of("function/handler.py"), workspace.resolve("function/handler.py"));
        Files.createSymbolicLink(workspace.resolve("target"), Path.of("target").toAbsolutePath());
        Files.writeString(workspace.resolve("Pulumi." + name + ".yaml"), stackFile(name, region));
        return workspace;
    }

    /** The local stack's file, which knows an emulator's settings, or the dev stack's; with this stack's names and region. */
    private static String stackFile(String name, String region) throws IOException {
        var endpoint = Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL"));
        return Files.readString(Path.of(endpoint.isPresent() ? "Pulumi.local.yaml" : "Pulumi.dev.yaml"))
                .replaceAll("http://localhost:4566", endpoint.orElse(""))
                .replaceAll("aws:region: .+", "aws:region: " + region)
                .replaceAll("      stack: .+", "      stack: " + name)
                .replaceAll(":lambdaFunctionName: .+", ":lambdaFunctionName: " + name + "-function")
                .replaceAll(":stepFunctionName: .+", ":stepFunctionName: " + name + "-workflow");
    }

    private static LocalWorkspaceOptions options(Path workspace) {
        return LocalWorkspaceOptions.builder()
                .environmentVariables(Map.of(
                        "PULUMI_BACKEND_URL", workspace.toUri().toString(), "PULUMI_CONFIG_PASSPHRASE", "end-to-end"))
                .build();
    }

    /** A stack of the Pulumi CLI. */
    private record PulumiStack(WorkspaceStack stack) implements TemporaryStack {

        @Override
        public Map<String, String> up() {
            return call(() -> {
                var outputs = new TreeMap<String, String>();
                stack.up(UpOptions.builder()
                                .onStandardOutput(System.out::println)
                                .build())
                        .outputs()
                        .forEach((name, output) -> outputs.put(name, String.valueOf(output.value())));
                return outputs;
            });
        }

        @Override
        public void upExpectingNoChanges() {
            call(() -> stack.up(UpOptions.builder()
                    .expectNoChanges(true)
                    .onStandardOutput(System.out::println)
                    .build()));
        }

        @Override
        public void destroy() {
            call(stack::destroy);
        }

        @Override
        public void remove() {
            call(() -> {
                stack.workspace().removeStack(stack.name());
                return true;
            });
        }

        private interface Call<T> {
            T run() throws AutomationException;
        }

        private static <T> T call(Call<T> call) {
            try {
                return call.run();
            } catch (AutomationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
