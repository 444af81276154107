package stepfunction.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The scripts that the workflows run, with commands of the tests' own in place of aws, git, mvn and pulumi. */
class ScriptsIT {

    @TempDir
    Path project;

    @ParameterizedTest(name = "{0}: {2} {3}")
    @CsvFileSource(resources = "scripts.csv", delimiter = '|')
    void script_does_its_work_or_says_why_not(String script, String answers, int exit, @Nullable String printed)
            throws Exception {
        var resources = Path.of("src/test/resources/stepfunction/github").toAbsolutePath();
        var commands = Files.createDirectories(project.resolve("commands"));
        for (var command : List.of("aws", "git", "mvn", "pulumi")) {
            Files.createSymbolicLink(commands.resolve(command), resources.resolve("command.sh"));
        }
        Files.createSymbolicLink(project.resolve(".github"), Path.of(".github").toAbsolutePath());
        var example =
                Files.createDirectories(project.resolve("src/test/workflow")).resolve("example.json");
        Files.writeString(example, "{\"input\": {\"n\": 1}, \"output\": {\"n\": 2}}");
        var builder = new ProcessBuilder((".github/" + script).split(" ", -1)).directory(project.toFile());
        var environment = builder.redirectErrorStream(true).environment();
        environment.merge("PATH", commands.toString(), (path, first) -> first + ":" + path);
        environment.putAll(Map.of("ANSWERS", answers, "SMOKE_TEST_INTERVAL", "0"));
        environment.putAll(Map.of("BACKEND_URL", "s3://my-state/prod", "ORGANIZATION", "octo"));
        environment.remove("GITHUB_STEP_SUMMARY");

        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isEqualTo(exit);
        assertThat(output).contains(printed == null ? "" : printed).doesNotContain("unexpected call");
    }
}
