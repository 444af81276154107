package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.exceptions.RunException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {

    @Test
    void valid_settings_pass() {
        var settings = TestStack.settings(Map.of());

        assertThat(Preflight.check(() -> settings, Path.of(""), TestStack.TODAY))
                .isEqualTo(settings);
    }

    @Test
    void settings_and_files_are_reported_together(@TempDir Path empty) {
        var settings = Map.of("lambdaFunctionName", "a b", "stepFunctionName", "c d", "lambdaMemorySizeMb", "1");

        assertThatThrownBy(() -> Preflight.check(() -> TestStack.settings(settings), empty, TestStack.TODAY))
                .isInstanceOf(RunException.class)
                .message()
                .startsWith("nothing was registered, because:\n- lambdaFunctionName must ")
                .contains("\n- stepFunctionName must ", "\n- lambdaMemorySizeMb must ", "\n- function/ must ")
                .hasLineCount(5);
    }

    @Test
    void deprecated_runtime_is_refused_together_with_the_files(@TempDir Path empty) {
        assertThatThrownBy(() -> Preflight.check(
                        () -> TestStack.settings(Map.of("lambdaRuntime", "python3.11")),
                        empty,
                        LocalDate.of(2027, 6, 30)))
                .isInstanceOf(RunException.class)
                .hasMessageContainingAll("- lambdaRuntime must be a runtime that AWS supports", "- function/ must");
    }
}
