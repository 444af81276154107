package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LambdaRuntimeTest {

    @ParameterizedTest
    @CsvSource({"python3.11, 2027-06-30", "python3.12, 2028-10-31", "python3.13, 2029-06-30"})
    void runtime_is_supported_until_the_day_before_its_deprecation(String identifier, LocalDate deprecation) {
        var runtime = LambdaRuntime.of(identifier);

        assertThat(runtime.identifier()).isEqualTo(identifier);
        assertThatCode(() -> runtime.requireSupported(deprecation.minusDays(1))).doesNotThrowAnyException();
        assertThatThrownBy(() -> runtime.requireSupported(deprecation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "lambdaRuntime must be a runtime that AWS supports, was %s, deprecated on %s;"
                                + " run: pulumi config set lambdaRuntime python3.13",
                        identifier, deprecation);
    }

    @Test
    void warning_begins_180_days_before_the_deprecation() {
        assertThat(LambdaRuntime.PYTHON3_11.warning(LocalDate.of(2026, 12, 31))).isEmpty();
        assertThat(LambdaRuntime.PYTHON3_11.warning(LocalDate.of(2027, 1, 1)))
                .contains("lambdaRuntime python3.11 will be deprecated on 2027-06-30, in 180 days;"
                        + " run: pulumi config set lambdaRuntime python3.13");
    }

    @Test
    void unknown_runtime_is_refused() {
        assertThatThrownBy(() -> LambdaRuntime.of("python3.14"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lambdaRuntime must be python3.11, python3.12 or python3.13, was \"python3.14\";"
                        + " run: pulumi config set lambdaRuntime python3.13");
    }
}
