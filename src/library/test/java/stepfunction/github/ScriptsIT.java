package stepfunction.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The scripts that the workflows run, with commands of the tests' own in place of aws, git, mvn and pulumi. */
class ScriptsIT {

    @TempDir
    Path project;

    @ParameterizedTest(name = "{0}: {2} {3}")
    @CsvFileSource(resources = "scripts.csv", delimiter = '|')
    void script_does_its_work_or_says_why_not(String script, String answers, int exit, @Nullable String printed)
            throws Exception {
        var resources = Path.of("test/resources/stepfunction/github").toAbsolutePath();
        var commands = Files.createDirectories(project.resolve("commands"));
        for (var command : List.of("aws", "git", "mvn", "pulumi")) {
            Files.createSymbolicLink(commands.resolve(command), resources.resolve("command.sh"));
        }
        Files.createSymbolicLink(
                project.resolve(".github"), Path.of("../../.github").toAbsolutePath());
        var cases = Files.createDirectories(project.resolve("src/test/workflow/sales"));
        Files.writeString(cases.resolveSibling("example.json"), "{\"input\": {\"n\": 1}, \"output\": {\"n\": 2}}");
        Files.writeString(cases.resolve("refused.json"), "{\"input\": {\"n\": 3}, \"error\": \"Sold\"}");
        var words = List.of(script.split(" ", -1));
        var isVariable = words.get(0).contains("=");
        var command = new ArrayList<>(words.subList(isVariable ? 1 : 0, words.size()));
        command.set(0, ".github/" + command.get(0));
        var builder = new ProcessBuilder(command).directory(project.toFile());
        var environment = builder.redirectErrorStream(true).environment();
        environment.merge("PATH", commands.toString(), (path, first) -> first + ":" + path);
        environment.putAll(Map.of("ANSWERS", answers, "SMOKE_TEST_INTERVAL", "0"));
        environment.putAll(Map.of("BACKEND_URL", "s3://my-state/prod", "ORGANIZATION", "octo"));
        environment.keySet().removeAll(List.of("GITHUB_STEP_SUMMARY", "SMOKE_CASE"));
        if (isVariable) {
            environment.put(words.get(0).split("=", 2)[0], words.get(0).split("=", 2)[1]);
        }

        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isEqualTo(exit);
        assertThat(output).contains(printed == null ? "" : printed).doesNotContain("unexpected call");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runtime: java\n",
                "runtime: {name: java}\n",
                "runtime:\n  name: java\n",
                "runtime:\n  # By Maven.\n  name: java\n\n  options:\n    use-executor: mvn\n"
            })
    void checkout_runs_the_jar_and_cannot_fall_back_to_maven(String runtime) throws Exception {
        var pulumi = Files.writeString(project.resolve("Pulumi.yaml"), "name: orders\n" + runtime + "config: {n: 1}\n");
        var pom = Files.createFile(project.resolve("pom.xml"));
        Files.createFile(Files.createDirectory(project.resolve("target")).resolve("program.jar"));

        assertThat(useJar()).isEmpty();

        var options = Map.of("binary", "target/program.jar");
        assertThat(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(Files.readString(pulumi)))
                .isEqualTo(Map.of(
                        "name", "orders",
                        "runtime", Map.of("name", "java", "options", options),
                        "config", Map.of("n", 1)));
        assertThat(pom).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            runtime: java                | false | target/program.jar does not exist; download the artifact of the job that tested it
            "runtime": java              | true  | Pulumi.yaml must have one line that begins with runtime:, has 0
            """)
    void checkout_that_cannot_run_the_jar_stays_as_it_is(String runtime, boolean hasJar, String message)
            throws Exception {
        var pulumi = Files.writeString(project.resolve("Pulumi.yaml"), runtime);
        var pom = Files.createFile(project.resolve("pom.xml"));
        if (hasJar) {
            Files.createFile(Files.createDirectory(project.resolve("target")).resolve("program.jar"));
        }

        assertThat(useJar()).isEqualTo(message + "\n");

        assertThat(pulumi).hasContent(runtime);
        assertThat(pom).exists();
    }

    /** What the script prints; it prints something exactly when it fails. */
    private String useJar() throws Exception {
        var script = Path.of("../../.github/use-jar.sh").toAbsolutePath().toString();
        var process = new ProcessBuilder(script)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(output.isEmpty() ? 0 : 1);
        return output;
    }

    /** It is compiled nowhere else before a deployment. */
    @Test
    void plan_of_the_end_to_end_test_compiles() {
        var plan = "../../.github/end-to-end/src/main/java/stepfunction/App.java";
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var messages = new ByteArrayOutputStream();

        var status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, messages, "-d", project.toString(), "-classpath", classPath, "-proc:none", plan);

        assertThat(status).as(messages.toString(StandardCharsets.UTF_8)).isZero();
    }
}
