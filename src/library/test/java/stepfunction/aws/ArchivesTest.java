package stepfunction.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stepfunction.Fixture;
import stepfunction.packaging.DeploymentSource;

class ArchivesTest {

    @TempDir
    Path project;

    @AfterEach
    void forget_the_stack() {
        PulumiTest.cleanup();
    }

    /** Answers as the archive provider does, and keeps the modes of files by folder. */
    private static final class Provider implements Mocks {

        private final Map<Object, Object> modes = new ConcurrentHashMap<>();

        @Override
        public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
            throw new AssertionError("an archive declares no resource");
        }

        @Override
        public CompletableFuture<Map<String, Object>> callAsync(CallArgs args) {
            modes.put(args.args.get("sourceDir"), args.args.get("outputFileMode"));
            return CompletableFuture.completedFuture(
                    Map.of("outputPath", "x.zip", "outputBase64sha256", "x", "outputSize", 1.0));
        }
    }

    private DeploymentSource source(String folder) {
        return new DeploymentSource(project, folder, folder, List.of());
    }

    @Test
    void bootstrap_is_an_executable_in_Lambda_whatever_its_mode_on_disk() {
        var functions = Fixture.planOf("{}", Fixture.stackConfig())
                .function("price", "price", function -> function.runtime("provided.al2023"))
                .function("count", "count")
                .functions();
        var provider = new Provider();

        PulumiTest.withMocks(provider)
                .runTest(context -> Archives.of(functions, Map.of("price", source("price"), "count", source("count"))))
                .throwOnError();

        assertThat(provider.modes).containsOnly(Map.entry("price", "0755"), Map.entry("count", "0644"));
    }
}
