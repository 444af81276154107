package stepfunction.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ObjectArrays;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Pulumi CLI does when Pulumi.yaml names no {@code binary}: Maven compiles the program and runs it. */
class MavenExecutorIT {

    @Test
    void maven_discovers_the_plugins_and_runs_the_program(@TempDir Path folder) throws Exception {
        var project = ProjectCopy.in(folder);
        var maven = new String[] {"mvn", "--no-transfer-progress", "compile", "exec:java"};
        var packages = new String[] {"-DmainClass=com.pulumi.bootstrap.internal.Main", "-DmainArgs=packages"};

        var discovery = new PulumiEngine(project, true, ObjectArrays.concat(maven, packages, String.class));
        var run = new PulumiEngine(project, true, maven);

        assertThat(discovery.ending.output()).contains("\"name\":\"aws\"", "\"name\":\"archive\"");
        assertThat(run.ending.exitStatus()).as(run.ending.output()).isZero();
        assertThat(run.properties("workflow-state-machine")).containsEntry("definition", PulumiEngine.UNKNOWN);
    }
}
