package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** SECURITY.md names tests and settings that exist. */
class SecurityMatrixTest {

    private static final Pattern ROW =
            Pattern.compile("\\| ([A-Z]\\S+) \\| .+ \\| (pass|opt-in|not applicable) \\| (.+) \\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final Pattern SETTING = Pattern.compile("`(\\w+)`");

    private record Row(String control, String state, String by) {}

    private static List<Row> rows() throws Exception {
        return Files.readAllLines(Path.of("SECURITY.md")).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> new Row(row.group(1), row.group(2), row.group(3)))
                .toList();
    }

    @Test
    void every_control_that_was_asked_for_is_answered_once() throws Exception {
        assertThat(rows())
                .extracting(Row::control)
                .doesNotHaveDuplicates()
                .contains("StepFunctions.1", "Lambda.1", "Lambda.2", "Lambda.3", "Lambda.5", "Lambda.6", "Lambda.7")
                .contains("CT.STEPFUNCTIONS.PR.1", "CT.STEPFUNCTIONS.PR.2")
                .contains("CKV_AWS_284", "CKV_AWS_285", "CKV_AWS_50", "CKV_AWS_60", "CKV_AWS_66", "CKV_AWS_338");
    }

    @Test
    void every_pass_names_a_test_that_exists() throws Exception {
        var passes = rows().stream().filter(row -> row.state().equals("pass")).toList();

        assertThat(passes).isNotEmpty().allSatisfy(row -> {
            var tests = TEST.matcher(row.by()).results().toList();
            assertThat(tests).as(row.control()).isNotEmpty();
            for (var test : tests) {
                var methods = Class.forName("stepfunction." + test.group(1)).getDeclaredMethods();
                assertThat(Arrays.stream(methods).map(method -> method.getName()))
                        .as(row.control())
                        .contains(test.group(2));
            }
        });
    }

    @Test
    void every_opt_in_names_a_setting_that_exists() throws Exception {
        var optIns = rows().stream().filter(row -> row.state().equals("opt-in")).toList();

        assertThat(optIns).isNotEmpty().allSatisfy(row -> {
            var setting = SETTING.matcher(row.by());
            assertThat(setting.find()).as(row.control()).isTrue();
            assertThat(Arrays.stream(Setting.values()).map(Setting::key)).contains(setting.group(1));
        });
    }
}
