package stepfunction.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.ProjectFiles;

/** The controls that SECURITY.md calls passed, in the stacks as they are shipped. */
class SecurityControlsTest {

    private static final ProjectFiles PROJECT = new ProjectFiles(Path.of(""));
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final Map<String, DeclaredStack> STACKS = new HashMap<>();

    @BeforeAll
    static void declare() {
        // Where the program refuses a stack, ShippedStackTest says why, once.
        assumeThatCode(() -> PROJECT.stacks()
                        .forEach(of -> STACKS.put(of, DeclaredStack.declare(PROJECT, of, PROJECT.config(of), false))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "controls.csv", delimiter = ';')
    void control_holds_in_the_shipped_stacks(
            String control, String demand, String stacks, String type, @Nullable String input, String value) {
        for (var stack : stacks.split(" ", -1)) {
            var values = Objects.requireNonNull(STACKS.get(stack)).all(type).stream()
                    .map(resource -> property(resource.properties(), input))
                    .toList();

            if (values.isEmpty() && type.equals(FUNCTION)) {
                // A workflow may do without.
                continue;
            }
            assertThat(values.isEmpty() ? List.of("absent") : values)
                    .as("%s in %s: %s", control, stack, demand)
                    .allMatch(actual -> actual.matches(value), value);
        }
    }

    private static String property(Object properties, @Nullable String path) {
        var value = properties;
        for (var key : String.valueOf(path).split("\\.", -1)) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return String.valueOf(value);
    }
}
