package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LambdaRuntimeTest {

    @ParameterizedTest
    @CsvSource({"2028-05-03, false", "2028-05-04, true", "2028-10-31, true", "2030-01-01, true"})
    void runtime_warns_from_180_days_before_the_end_of_its_support(LocalDate today, boolean warns) {
        var message = "lambdaRuntime should be newer than python3.12, whose support AWS ends on 2028-10-31;"
                + " run: pulumi config set lambdaRuntime";

        assertThat(LambdaRuntime.warning("python3.12", today)
                        .filter(message::equals)
                        .isPresent())
                .isEqualTo(warns);
    }
}
