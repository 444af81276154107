package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.exceptions.RunException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {

    @Test
    void valid_settings_pass() {
        assertThat(Preflight.check(() -> TestStack.SETTINGS, Path.of(""))).isEqualTo(TestStack.SETTINGS);
    }

    @Test
    void settings_and_files_are_reported_together(@TempDir Path empty) {
        assertThatThrownBy(() -> Preflight.check(() -> StackSettings.from(key -> Optional.of("!")), empty))
                .isInstanceOf(RunException.class)
                .message()
                .matches(
                        "(?s)nothing was registered, because:\n"
                                + "- aws:region must .+\n- lambdaFunctionName must .+\n- stepFunctionName must .+\n- function/ must .+")
                .hasLineCount(5);
    }
}
