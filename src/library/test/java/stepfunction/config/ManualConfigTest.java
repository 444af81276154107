package stepfunction.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import stepfunction.Fixture;

/** The manual's table of config keys. */
class ManualConfigTest {

    /** Such as: | `lambdaRuntime` | `python3.13` | Runtime of the functions |. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (none|`[^`]+`) \\| \\w.+ \\|$");

    @Test
    void each_key_has_a_row_with_its_default() throws IOException {
        var manual = Files.readString(Path.of("README.md"));

        var defaults = new TreeMap<String, String>();
        ROW.matcher(sectionOf(manual, "Config")).results().forEach(row -> defaults.put(row.group(1), row.group(2)));

        assertThat(defaults).isEqualTo(shownDefaults());
    }

    private static String sectionOf(String manual, String heading) {
        return manual.split("(?m)^## " + heading + "$", 2)[1].split("(?m)^## ", 2)[0];
    }

    private static Map<String, String> shownDefaults() {
        var reader = Fixture.reader(Map.of());
        StackConfig.read(reader);

        var defaults = new TreeMap<String, String>();
        for (var key : reader.readKeys()) {
            var value = StackConfig.DEFAULTS.getOrDefault(key, "");
            defaults.put(key, value.isEmpty() ? "none" : "`%s`".formatted(value));
        }
        defaults.remove("aws:region");
        return defaults;
    }
}
