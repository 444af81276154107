package stepfunction.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import stepfunction.Fixture;
import stepfunction.declared.ProjectFiles;

/** The controls that SECURITY.md calls passed, with the defaults of the config. */
class SecurityControlsTest {

    private static final ProjectFiles PROJECT = new ProjectFiles(Path.of("../.."));

    /** Of the keys that the template has, not of the user's own. */
    private static Map<String, String> defaults() {
        var defaults = new HashMap<String, String>();
        PROJECT.declarations().forEach((key, declaration) -> {
            var isOfTheTemplate = Fixture.PROJECT.config("test").containsKey("orders:" + key);
            if (isOfTheTemplate && declaration.containsKey("default")) {
                defaults.put(key, String.valueOf(declaration.get("default")));
            }
        });
        return defaults;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "controls.csv", delimiter = ';')
    void control_holds_by_default(
            String control, String demand, @Nullable String change, String type, @Nullable String input, String value) {
        var config = defaults();
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
