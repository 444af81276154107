package stepfunction.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import stepfunction.Fixture;

/** The controls that SECURITY.md calls passed, with the defaults that the manual lists. */
class SecurityControlsTest {

    /** Such as: | `tracing` | `true` | ... |. */
    private static final Pattern DEFAULT = Pattern.compile("(?m)^\\| `(\\w+)` \\| `([^`]*)` \\|");

    private static Map<String, String> defaults = Map.of();

    @BeforeAll
    static void read_the_manual() throws IOException {
        var keys = Fixture.PROJECT.config("test").keySet();
        defaults = DEFAULT.matcher(Files.readString(Path.of("README.md")))
                .results()
                .filter(row -> keys.contains("orders:" + row.group(1)))
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
        assertThat(defaults).hasSizeGreaterThan(8);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "controls.csv", delimiter = ';')
    void control_holds_by_default(
            String control, String demand, @Nullable String change, String type, @Nullable String input, String value) {
        var config = new HashMap<>(defaults);
        if (change != null) {
            config.put(change.split("=", 2)[0], change.split("=", 2)[1]);
        }

        var values = Fixture.declare(config, false).all(type).stream()
                .map(resource -> property(resource.properties(), input))
                .toList();

        assertThat(values.isEmpty() ? List.of("absent") : values)
                .as("%s: %s", control, demand)
                .allMatch(actual -> actual.matches(value), value);
    }

    private static String property(Object properties, @Nullable String path) {
        var value = properties;
        for (var key : String.valueOf(path).split("\\.", -1)) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return String.valueOf(value);
    }
}
