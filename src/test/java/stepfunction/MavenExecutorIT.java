package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stepfunction.PulumiEngine.ProgramRun;

/** What the Pulumi CLI does when Pulumi.yaml names no {@code binary}: Maven compiles the program and runs it. */
class MavenExecutorIT {

    private static final List<String> MAVEN = List.of("mvn", "--no-transfer-progress", "compile", "exec:java");

    @TempDir
    Path project;

    @BeforeEach
    void copy_the_sources() throws IOException {
        for (var source : List.of("pom.xml", "src/main", "function")) {
            try (var paths = Files.walk(Path.of(source))) {
                for (var path : paths.toList()) {
                    Files.createDirectories(project.resolve(path).getParent());
                    Files.copy(path, project.resolve(path));
                }
            }
        }
    }

    @Test
    void maven_runs_the_program_and_discovers_its_plugins() throws Exception {
        try (var engine = new PulumiEngine(project, "eu-central-1", true)) {
            var run = engine.run(MAVEN, project, TestConfig.config(Map.of()));

            assertThat(run.exitStatus()).as(run.stdout()).isZero();
            assertThat(engine.registration("workflow-state-machine").getDependenciesList())
                    .isNotEmpty();
        }

        var discovery = ProgramRun.of(new ProcessBuilder(Stream.concat(
                                MAVEN.stream(),
                                Stream.of("-DmainClass=com.pulumi.bootstrap.internal.Main", "-DmainArgs=packages"))
                        .toList())
                .directory(project.toFile()));

        assertThat(discovery.stdout())
                .contains("{\"resource\":true,\"name\":\"aws\",\"version\":\"6.83.0\"}")
                .contains("{\"resource\":true,\"name\":\"archive\",\"version\":\"0.5.1\"}");
    }
}
