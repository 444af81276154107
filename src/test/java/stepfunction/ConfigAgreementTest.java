package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Pulumi.yaml, the program and the README's table tell the same of every key. */
class ConfigAgreementTest {

    /** A row of the README's table: key, type, default, description and rule. */
    private static final Pattern ROW =
            Pattern.compile("\\| `([a-z:A-Z]+)` \\| (string|integer|boolean) \\| (.*?) \\| (.*?) \\| (.*?) \\|");

    private static Map<String, List<String>> readme() throws IOException {
        var rows = new LinkedHashMap<String, List<String>>();
        for (var line : Files.readAllLines(Path.of("README.md"))) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group(1), List.of(row.group(2), row.group(3), row.group(4), row.group(5)));
            }
        }
        return rows;
    }

    private static List<String> cells(Map<String, List<String>> rows, String key) {
        return rows.getOrDefault(key, List.of());
    }

    private static Map<String, List<String>> pulumiYaml() {
        var rows = new LinkedHashMap<String, List<String>>();
        TestStack.PROJECT.declarations().forEach((key, declaration) -> {
            var standard = String.valueOf(declaration.get("default"));
            rows.put(
                    key,
                    List.of(
                            String.valueOf(declaration.get("type")),
                            standard.isEmpty() ? "none" : "`" + standard + "`",
                            String.valueOf(declaration.get("description"))));
        });
        return rows;
    }

    @Test
    void project_file_declares_the_keys_that_the_program_reads() {
        assertThat(pulumiYaml().keySet())
                .containsExactlyElementsOf(Arrays.stream(Setting.values())
                        .map(Setting::key)
                        .filter(key -> !key.contains(":"))
                        .toList());
    }

    @Test
    void defaults_need_no_more_than_a_region_and_tags() {
        var config = new LinkedHashMap<String, String>();
        TestStack.PROJECT
                .declarations()
                .forEach((key, declaration) ->
                        config.put("lambda-step-functions:" + key, String.valueOf(declaration.get("default"))));
        config.put("aws:region", "eu-west-1");
        config.put(
                "aws:defaultTags",
                "{\"tags\":{\"project\":\"lambda-step-functions\",\"stack\":\"s\",\"managed-by\":\"pulumi\"}}");

        var settings = StackSettings.from("lambda-step-functions", "s", config);

        assertThat(settings.lambdaFunctionName()).isEqualTo("test_lambda");
        assertThat(settings.lambdaRuntime()).isEqualTo(LambdaRuntime.PYTHON3_13);
        assertThat(settings.logExecutionData()).isFalse();
        assertThat(settings.alarmTopicArn()).isEmpty();
    }

    @Test
    void readme_tells_type_default_and_description_of_every_key() throws Exception {
        var rows = readme();
        rows.remove("aws:region");

        assertThat(rows.keySet()).containsExactlyElementsOf(pulumiYaml().keySet());
        pulumiYaml()
                .forEach((key, told) ->
                        assertThat(cells(rows, key).subList(0, 3)).as(key).isEqualTo(told));
    }

    @Test
    void readme_tells_the_rule_of_every_key() throws Exception {
        var rows = readme();

        assertThat(rows.keySet())
                .containsExactlyElementsOf(
                        Arrays.stream(Setting.values()).map(Setting::key).toList());
        for (var setting : Setting.values()) {
            assertThat(cells(rows, setting.key()).get(3)).isEqualTo("must " + setting.requirement());
        }
    }

    @Test
    void examples_of_the_messages_are_accepted() {
        assertThat(Setting.values())
                .allSatisfy(setting ->
                        assertThat(setting.accepts(setting.example())).isTrue());
    }
}
