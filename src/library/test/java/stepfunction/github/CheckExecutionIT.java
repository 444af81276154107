package stepfunction.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.local.Tables;

/** The smoke test's rule, on the same table as that of the cases, which JsonComparisonTest tries. */
@NeedsPipeline
class CheckExecutionIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rule_of_the_smoke_test_is_that_of_the_cases(boolean isExact) throws Exception {
        var expected = new JsonArray();
        var actual = new JsonArray();
        for (var example : Tables.objects("comparison.json")) {
            expected.add(example.get("expected"));
            actual.add(example.get("actual"));
        }
        var given = new JsonObject();
        given.add("output", expected);
        given.addProperty("exact", isExact);
        var execution = new JsonObject();
        execution.addProperty("status", "SUCCEEDED");
        execution.addProperty("output", actual.toString());

        var check = check(given.toString(), execution.toString());

        assertThat(check.printed().lines())
                .containsExactlyElementsOf(Tables.differences("output", expected, actual, isExact));
        assertThat(check.exitStatus()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"output": {}}                             | {"status": "FAILED", "error": "E"}                   | status must be SUCCEEDED, was FAILED
            {"error": "E"}                             | {"status": "FAILED", "error": "E"}                   | ``
            {"error": "E"}                             | {"status": "FAILED", "error": "F"}                   | error must be "E", was "F"
            {"error": "E"}                             | {"status": "SUCCEEDED", "output": "1"}               | error must be E, was absent: the execution succeeded
            {"error": null}                            | {"status": "FAILED"}                                 | ``
            {"error": "E", "cause": "C"}               | {"status": "FAILED", "error": "E", "cause": "D"}     | cause must be "C", was "D"
            {"error": "E", "cause": {"a": 1}}          | {"status": "FAILED", "error": "E", "cause": "{\\"a\\": 1, \\"b\\": 2}"} | ``
            {"error": "E", "cause": {"a": 1}}          | {"status": "FAILED", "error": "E", "cause": "no JSON"} | cause must be {"a":1}, was "no JSON"
            {"error": "E", "cause": {"a": 1}}          | {"status": "FAILED", "error": "E"}                   | cause must be {"a":1}, was null
            {"error": "E", "cause": "C"}               | {"status": "FAILED", "error": "E"}                   | cause must be "C", was null
            {"path": ["A"]}                            | {"status": "FAILED", "error": "E"}                   | ``
            {"error": "States.Timeout"}                | {"status": "TIMED_OUT"}                              | ``
            """)
    void end_of_an_execution_is_that_which_the_case_expects(String given, String execution, String printed)
            throws Exception {
        var check = check(given, execution);

        assertThat(check.printed().strip()).isEqualTo(printed);
        var hasFailed = printed.startsWith("status must be SUCCEEDED");
        var ofDifferences = hasFailed ? 2 : 1;
        assertThat(check.exitStatus()).isEqualTo(printed.isEmpty() ? 0 : ofDifferences);
    }

    private record Check(int exitStatus, String printed) {}

    private Check check(String given, String execution) throws IOException, InterruptedException {
        var file = Files.writeString(folder.resolve("example.json"), given);
        var process = new ProcessBuilder(
                        "python3",
                        Pipeline.ROOT.resolve(".github/check-execution.py").toString(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(execution);
        }
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Check(process.waitFor(), printed);
    }
}
