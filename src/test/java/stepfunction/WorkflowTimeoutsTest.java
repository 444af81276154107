package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowTimeoutsTest {

    private static WorkflowTimeouts timeouts(int lambdaSeconds, String states) {
        return WorkflowTimeouts.of(
                Duration.ofSeconds(lambdaSeconds),
                JsonParser.parseString("{\"States\": {" + states + "}}").getAsJsonObject());
    }

    @Test
    void a_task_without_a_retrier_has_one_attempt() {
        assertThat(timeouts(10, "\"A\": {\"Type\": \"Task\"}"))
                .isEqualTo(
                        new WorkflowTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(25), Duration.ofSeconds(25)));
    }

    @Test
    void all_attempts_and_their_delays_fit() {
        var retrier = "{\"IntervalSeconds\": 2, \"MaxAttempts\": 6, \"BackoffRate\": 2, \"MaxDelaySeconds\": 30}";

        // 7 attempts of 25 s, and delays of 2, 4, 8, 16, 30 and 30 s.
        assertThat(timeouts(10, "\"A\": {\"Type\": \"Task\", \"Retry\": [" + retrier + "]}")
                        .stateMachine())
                .isEqualTo(Duration.ofSeconds(7 * 25 + 90));
    }

    @Test
    void defaults_of_a_retrier_are_those_of_the_states_language() {
        // 4 attempts of 16 s, and delays of 1, 2 and 4 s.
        assertThat(timeouts(1, "\"A\": {\"Type\": \"Task\", \"Retry\": [{}]}").stateMachine())
                .isEqualTo(Duration.ofSeconds(4 * 16 + 7));
    }

    @Test
    void retriers_and_tasks_add_up() {
        var once = "{\"MaxAttempts\": 1, \"IntervalSeconds\": 3}";

        // A: 3 attempts of 20 s, and two delays of 3 s; C: one attempt; B takes no time.
        assertThat(timeouts(
                                5,
                                "\"A\": {\"Type\": \"Task\", \"Retry\": [" + once + ", " + once + "]},"
                                        + "\"B\": {\"Type\": \"Choice\"}, \"C\": {\"Type\": \"Task\"}")
                        .stateMachine())
                .isEqualTo(Duration.ofSeconds(3 * 20 + 6 + 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wait", "Map", "Parallel"})
    void state_whose_duration_is_not_bounded_is_refused(String type) {
        assertThatThrownBy(() -> timeouts(1, "\"Nap\": {\"Type\": \"" + type + "\"}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Nap must be of a type whose duration is bounded, was %s; extend WorkflowTimeouts", type);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 900})
    void function_times_out_before_its_task_and_all_attempts_before_the_state_machine(int lambdaSeconds) {
        var timeouts = WorkflowDefinition.timeouts(Duration.ofSeconds(lambdaSeconds));

        assertThat(timeouts.lambda())
                .isEqualTo(Duration.ofSeconds(lambdaSeconds))
                .isLessThan(timeouts.task());
        assertThat(timeouts.stateMachine())
                .isEqualTo(timeouts.task().multipliedBy(7).plusSeconds(90));
    }
}
