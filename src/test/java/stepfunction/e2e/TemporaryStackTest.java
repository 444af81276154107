package stepfunction.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemporaryStackTest {

    /** Notes what is asked of it, and fails at one step. */
    private static final class RecordingStack implements TemporaryStack {

        private final List<String> steps = new ArrayList<>();
        private final List<String> failing;

        RecordingStack(String... failing) {
            this.failing = List.of(failing);
        }

        private void step(String name) {
            steps.add(name);
            if (failing.contains(name)) {
                throw new IllegalStateException(name);
            }
        }

        @Override
        public Map<String, String> up() {
            step("up");
            return Map.of("stateMachineArn", "arn");
        }

        @Override
        public void upExpectingNoChanges() {
            step("up again");
        }

        @Override
        public void destroy() {
            step("destroy");
        }

        @Override
        public void remove() {
            step("remove");
        }
    }

    @Test
    void stack_is_tested_between_two_updates_and_its_end() {
        var stack = new RecordingStack();

        stack.run(outputs -> stack.step("test " + outputs.get("stateMachineArn")));

        assertThat(stack.steps).containsExactly("up", "up again", "test arn", "destroy", "remove");
    }

    @ParameterizedTest
    @CsvSource({"up, up destroy remove", "up again, up up again destroy remove", "test, up up again test destroy remove"
    })
    void stack_is_destroyed_and_removed_wherever_the_test_fails(String failing, String steps) {
        var stack = new RecordingStack(failing);

        assertThatThrownBy(() -> stack.run(outputs -> stack.step("test")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(failing);

        assertThat(String.join(" ", stack.steps)).isEqualTo(steps);
    }

    @Test
    void state_is_kept_when_the_resources_cannot_be_deleted() {
        var stack = new RecordingStack("test", "destroy");

        assertThatThrownBy(() -> stack.run(outputs -> stack.step("test")))
                .hasMessage("test")
                .hasSuppressedException(new IllegalStateException("destroy"));

        assertThat(stack.steps).containsExactly("up", "up again", "test", "destroy");
    }
}
