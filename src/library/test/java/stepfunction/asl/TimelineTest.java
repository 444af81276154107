package stepfunction.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Concurrent work in virtual time. */
final class TimelineTest {

    private static final String WAITS = """
            {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "Long", "States": {"Long": {"Type": "Wait", "Seconds": 9, "End": true}}},
              {"StartAt": "Short", "States": {"Short": {"Type": "Wait", "Seconds": 2, "Next": "Then"}, "Then": %s}}]}}}""";

    @Test
    void events_come_in_the_order_of_their_times_and_the_parent_goes_on_at_the_latest_end() {
        var result = Trial.run(WAITS.formatted("{\"Type\": \"Succeed\"}"), "{}");

        assertThat(Trial.story(result))
                .containsExactly(
                        "1 0 s ExecutionStarted",
                        "2 0 s ParallelStateEntered Both",
                        "3 0 s ParallelStateStarted Both",
                        "4 0 s WaitStateEntered Long",
                        "5 0 s WaitStateEntered Short",
                        "6 2 s WaitStateExited Short",
                        "7 2 s SucceedStateEntered Then",
                        "8 2 s SucceedStateExited Then",
                        "9 9 s WaitStateExited Long",
                        "10 9 s ParallelStateSucceeded Both",
                        "11 9 s ParallelStateExited Both",
                        "12 9 s ExecutionSucceeded");
    }

    @Test
    void the_first_failure_aborts_what_runs_beside_it() {
        var result = Trial.run(WAITS.formatted("{\"Type\": \"Fail\", \"Error\": \"Early\"}"), "{}");

        assertThat(result.error()).contains("Early");
        assertThat(Trial.story(result))
                .endsWith(
                        "7 2 s FailStateEntered Then",
                        "8 2 s WaitStateAborted Long",
                        "9 2 s ParallelStateFailed Both",
                        "10 2 s ExecutionFailed");
    }

    @Test
    void the_first_failure_is_the_first_in_time_not_in_the_definition() {
        var definition = """
                {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
                  {"StartAt": "Slow", "States": {"Slow": {"Type": "Task", "Resource": "${A}", "End": true}}},
                  {"StartAt": "Fast", "States": {"Fast": {"Type": "Task", "Resource": "${A}", "End": true}}}]}}}""";

        var result = Trial.run(definition, "{}", call -> {
            var name = call.state().name();
            throw new TaskFailure(name, null, Duration.ofSeconds(name.equals("Slow") ? 9 : 2));
        });

        assertThat(result.error()).contains("Fast");
    }

    @Test
    void an_abort_reaches_states_at_any_depth() {
        var definition = """
                {"StartAt": "Outer", "States": {"Outer": {"Type": "Parallel", "End": true, "Branches": [
                  {"StartAt": "Inner", "States": {"Inner": {"Type": "Parallel", "End": true, "Branches": [
                    {"StartAt": "Deep", "States": {"Deep": {"Type": "Wait", "Seconds": 9, "End": true}}}]}}},
                  {"StartAt": "Rest", "States": {
                    "Rest": {"Type": "Wait", "Seconds": 1, "Next": "Stop"}, "Stop": {"Type": "Fail", "Error": "E"}}}]}}}""";

        var result = Trial.run(definition, "{}");

        assertThat(Trial.story(result))
                .endsWith(
                        "9 1 s FailStateEntered Stop",
                        "10 1 s WaitStateAborted Deep",
                        "11 1 s ParallelStateAborted Inner",
                        "12 1 s ParallelStateFailed Outer",
                        "13 1 s ExecutionFailed");
    }

    @Test
    void a_map_runs_no_more_iterations_at_once_than_MaxConcurrency() {
        var definition = """
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "MaxConcurrency": 2, "End": true,
                  "ItemProcessor": {"StartAt": "Rest", "States": {
                    "Rest": {"Type": "Wait", "SecondsPath": "$", "End": true}}}}}}""";

        var result = Trial.run(definition, "[5, 1, 1, 1]");

        assertThat(result.output().map(JsonElement::toString)).contains("[5,1,1,1]");
        assertThat(Trial.story(result)).endsWith("22 5 s ExecutionSucceeded");
        assertThat(result.history().stream()
                        .filter(event -> event.type() == EventType.MAP_ITERATION_STARTED)
                        .map(event ->
                                Duration.between(Trial.START, event.time()).toSeconds()))
                .containsExactly(0L, 0L, 1L, 2L);
    }

    @Test
    void tasks_of_branches_are_called_in_the_order_of_time() {
        var definition = """
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
                  "StartAt": "First", "States": {
                    "First": {"Type": "Task", "Resource": "${A}", "Next": "Second"},
                    "Second": {"Type": "Task", "Resource": "${A}", "End": true}}}}}}""";
        var calls = new ArrayList<String>();

        Trial.run(definition, "[3, 1]", call -> {
            calls.add(call.state().name() + " " + call.arguments());
            return new TaskResult(
                    call.arguments(), Duration.ofSeconds(call.arguments().getAsLong()));
        });

        assertThat(calls).containsExactly("First 3", "First 1", "Second 1", "Second 3");
    }

    @Test
    void the_timeout_of_the_machine_ends_the_execution_within_a_branch() {
        var definition = WAITS.formatted("{\"Type\": \"Wait\", \"Seconds\": 50, \"End\": true}")
                .replace("{\"StartAt\": \"Both\"", "{\"TimeoutSeconds\": 20, \"StartAt\": \"Both\"");

        var result = Trial.run(definition, "{}");

        assertThat(result.status()).isEqualTo(ExecutionResult.Status.TIMED_OUT);
        assertThat(Trial.story(result)).endsWith("9 20 s ExecutionTimedOut");
    }

    @Test
    void a_token_that_nobody_sends_back_ends_with_the_timeout() {
        var definition = """
                {"StartAt": "Ask", "TimeoutSeconds": 20, "States": {"Ask": {"Type": "Task", "End": true,
                  "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": {"T.$": "$$.Task.Token"}}}}""";

        var result = Trial.run(definition, "{}", call -> {
            assertThat(call.taskToken()).isPresent();
            assertThat(call.arguments().getAsJsonObject().get("T"))
                    .isEqualTo(new JsonPrimitive(call.taskToken().orElseThrow()));
            return Trial.neverAnswered();
        });

        assertThat(result.status()).isEqualTo(ExecutionResult.Status.TIMED_OUT);
    }

    @Test
    void a_defect_of_the_task_runner_in_a_branch_comes_out_as_it_is() {
        var definition = WAITS.formatted("{\"Type\": \"Task\", \"Resource\": \"${A}\", \"End\": true}");
        var defect = new IllegalStateException("defect");

        assertThatThrownBy(() -> Trial.run(definition, "{}", call -> {
                    throw defect;
                }))
                .isSameAs(defect);
    }
}
