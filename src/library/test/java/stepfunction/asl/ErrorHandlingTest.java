package stepfunction.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static stepfunction.asl.Trial.answering;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Retry and Catch, by what the history tells. */
final class ErrorHandlingTest {

    private static String work(String more) {
        return """
                {"StartAt": "Work", "States": {
                  "Work": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", %s, "End": true},
                  "Caught": {"Type": "Succeed"}}}""".formatted(more);
    }

    private static String always(String error) {
        return "{'Work': [{'error': '%s', 'cause': 'why'}]}".formatted(error).replace('\'', '"');
    }

    /** Seconds since the start at which the function was started. */
    private static List<Long> attempts(ExecutionResult result) {
        return result.history().stream()
                .filter(event -> event.type() == EventType.LAMBDA_FUNCTION_STARTED)
                .map(event -> Duration.between(Trial.START, event.time()).toSeconds())
                .toList();
    }

    @Nested
    class Retry {

        @Test
        void calls_again_after_a_growing_delay_and_does_not_enter_the_state_again() {
            var definition =
                    work("\"Retry\": [{\"ErrorEquals\": [\"Busy\"], \"IntervalSeconds\": 3, \"BackoffRate\": 2}]");
            var answers =
                    "{'Work': [{'error': 'Busy', 'cause': 'c'}, {'error': 'Busy', 'cause': 'c', 'took': 1}, {'output': 5}]}";

            var result = Trial.run(definition, "{}", answering(answers.replace('\'', '"')));

            assertThat(Trial.story(result))
                    .containsExactly(
                            "1 0 s ExecutionStarted",
                            "2 0 s TaskStateEntered Work",
                            "3 0 s LambdaFunctionScheduled Work",
                            "4 0 s LambdaFunctionStarted Work",
                            "5 0 s LambdaFunctionFailed Work",
                            "6 3 s LambdaFunctionScheduled Work",
                            "7 3 s LambdaFunctionStarted Work",
                            "8 4 s LambdaFunctionFailed Work",
                            "9 10 s LambdaFunctionScheduled Work",
                            "10 10 s LambdaFunctionStarted Work",
                            "11 10 s LambdaFunctionSucceeded Work",
                            "12 10 s TaskStateExited Work",
                            "13 10 s ExecutionSucceeded");
        }

        @Test
        void defaults_to_three_more_attempts_after_1_2_and_4_seconds() {
            var result = Trial.run(work("\"Retry\": [{\"ErrorEquals\": [\"Busy\"]}]"), "{}", answering(always("Busy")));

            assertThat(attempts(result)).containsExactly(0L, 1L, 3L, 7L);
            assertThat(result.error()).contains("Busy");
            assertThat(result.cause()).contains("why");
        }

        @Test
        void waits_no_longer_than_MaxDelaySeconds() {
            var retrier =
                    "{\"ErrorEquals\": [\"Busy\"], \"MaxAttempts\": 4, \"BackoffRate\": 10, \"MaxDelaySeconds\": 20}";

            var result = Trial.run(work("\"Retry\": [%s]".formatted(retrier)), "{}", answering(always("Busy")));

            assertThat(attempts(result)).containsExactly(0L, 1L, 11L, 31L, 51L);
        }

        @Test
        void never_with_MaxAttempts_0() {
            var retry =
                    "\"Retry\": [{\"ErrorEquals\": [\"Busy\"], \"MaxAttempts\": 0}, {\"ErrorEquals\": [\"States.ALL\"]}]";

            var result = Trial.run(work(retry), "{}", answering(always("Busy")));

            assertThat(attempts(result)).containsExactly(0L);
        }

        @Test
        void counts_the_attempts_of_each_retrier_apart() {
            var retry = "\"Retry\": [{\"ErrorEquals\": [\"A\"], \"MaxAttempts\": 1, \"IntervalSeconds\": 10},"
                    + " {\"ErrorEquals\": [\"B\"], \"MaxAttempts\": 2, \"IntervalSeconds\": 100, \"BackoffRate\": 3}]";
            var errors = "{'Work': [{'error': 'B', 'cause': '1'}, {'error': 'A', 'cause': '2'},"
                    + " {'error': 'B', 'cause': '3'}, {'error': 'A', 'cause': '4'}]}";

            var result = Trial.run(work(retry), "{}", answering(errors.replace('\'', '"')));

            assertThat(attempts(result)).containsExactly(0L, 100L, 110L, 410L);
            assertThat(result.cause()).contains("4");
        }

        @Test
        void evaluates_the_arguments_anew_with_a_higher_RetryCount() {
            var definition = work("\"Parameters\": {\"count.$\": \"$$.State.RetryCount\"},"
                    + " \"Retry\": [{\"ErrorEquals\": [\"States.TaskFailed\"], \"MaxAttempts\": 2}]");
            var sent = new ArrayList<String>();

            Trial.run(definition, "{}", call -> {
                sent.add(call.retryCount() + " " + call.arguments());
                throw new TaskFailure("Busy", null, Duration.ZERO);
            });

            assertThat(sent).containsExactly("0 {\"count\":0}", "1 {\"count\":1}", "2 {\"count\":2}");
        }

        @Test
        void of_States_TaskFailed_leaves_a_timeout_alone() {
            var definition = work("\"TimeoutSeconds\": 5, \"Retry\": [{\"ErrorEquals\": [\"States.TaskFailed\"]}]");

            var result = Trial.run(definition, "{}", call -> Trial.neverAnswered());

            assertThat(attempts(result)).containsExactly(0L);
            assertThat(Trial.story(result)).contains("5 5 s LambdaFunctionTimedOut Work");
            assertThat(result.error()).contains("States.Timeout");
        }

        @Test
        void of_a_Parallel_runs_all_its_branches_again() {
            var definition = """
                    {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true,
                      "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 1}],
                      "Branches": [
                        {"StartAt": "Good", "States": {"Good": {"Type": "Pass", "End": true}}},
                        {"StartAt": "Stop", "States": {"Stop": {"Type": "Fail", "Error": "Busy"}}}]}}}""";

            var counts = Trial.count(Trial.run(definition, "{}"));

            assertThat(counts)
                    .containsEntry("ParallelStateEntered", 1L)
                    .containsEntry("ParallelStateStarted", 2L)
                    .containsEntry("ParallelStateFailed", 1L)
                    .containsEntry("PassStateEntered", 2L)
                    .doesNotContainKey("ParallelStateExited");
        }

        @Test
        void of_a_Map_runs_all_its_iterations_again() {
            var definition = """
                    {"StartAt": "Each", "States": {"Each": {"Type": "Map", "MaxConcurrency": 1, "End": true,
                      "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 1}],
                      "ItemProcessor": {"StartAt": "Work", "States": {
                        "Work": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true}}}}}}""";
            var answers = "{'Work': [{'output': 1}, {'error': 'Busy', 'cause': 'c'}, {'output': 3}, {'output': 4}]}";

            var result = Trial.run(definition, "[1, 2]", answering(answers.replace('\'', '"')));

            assertThat(result.output().map(JsonElement::toString)).contains("[3,4]");
            assertThat(Trial.count(result))
                    .containsEntry("MapStateStarted", 2L)
                    .containsEntry("MapIterationStarted", 4L)
                    .containsEntry("MapIterationFailed", 1L)
                    .containsEntry("MapStateEntered", 1L);
        }
    }

    @Nested
    class Catch {

        @Test
        void is_the_first_that_names_the_error_after_the_retries() {
            var definition = work("\"Retry\": [{\"ErrorEquals\": [\"Busy\"], \"MaxAttempts\": 1}], \"Catch\": ["
                    + "{\"ErrorEquals\": [\"Other\"], \"Next\": \"Work\"},"
                    + "{\"ErrorEquals\": [\"Else\", \"Busy\"], \"ResultPath\": \"$.error\", \"Next\": \"Caught\"},"
                    + "{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Work\"}]");

            var result = Trial.run(definition, "{\"a\": 1}", answering(always("Busy")));

            assertThat(attempts(result)).containsExactly(0L, 1L);
            assertThat(result.output().map(JsonElement::toString))
                    .contains("{\"a\":1,\"error\":{\"Error\":\"Busy\",\"Cause\":\"why\"}}");
            assertThat(Trial.story(result))
                    .endsWith(
                            "8 1 s LambdaFunctionFailed Work",
                            "9 1 s TaskStateExited Work",
                            "10 1 s SucceedStateEntered Caught",
                            "11 1 s SucceedStateExited Caught",
                            "12 1 s ExecutionSucceeded");
        }

        @Test
        void assigns_from_the_error() {
            var definition = work("\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"ResultPath\": null,"
                            + " \"Assign\": {\"name.$\": \"$.Error\"}, \"Next\": \"Caught\"}]")
                    .replace(
                            "{\"Type\": \"Succeed\"}", "{\"Type\": \"Pass\", \"InputPath\": \"$name\", \"End\": true}");

            var result = Trial.run(definition, "{}", answering(always("Busy")));

            assertThat(result.output()).contains(new JsonPrimitive("Busy"));
        }

        @Test
        void handles_a_result_that_is_too_large() {
            var definition =
                    work("\"Catch\": [{\"ErrorEquals\": [\"States.DataLimitExceeded\"], \"Next\": \"Caught\"}]");
            var large = new TaskResult(new JsonPrimitive("x".repeat(300 * 1024)), Duration.ZERO);

            var result = Trial.run(definition, "{}", call -> large);

            assertThat(result.output().map(JsonElement::toString))
                    .contains("{\"Error\":\"States.DataLimitExceeded\",\"Cause\":\"The state/task"
                            + " 'arn:aws:lambda:us-east-1:123456789012:function:work' returned a result with a size"
                            + " exceeding the maximum number of bytes service limit.\"}");
        }

        @Test
        void does_not_handle_an_output_of_the_state_that_is_too_large() {
            var half = "\"%s\"".formatted("x".repeat(150 * 1024));
            var definition = work(
                    "\"ResultPath\": \"$.b\", \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Caught\"}]");

            var result = Trial.run(
                    definition,
                    "{\"a\": %s}".formatted(half),
                    answering("{\"Work\": [{\"output\": %s}]}".formatted(half)));

            assertThat(result.status()).isEqualTo(ExecutionResult.Status.FAILED);
            assertThat(result.error()).contains("States.DataLimitExceeded");
        }
    }

    @Nested
    class TheEventsOfAFailure {

        private static String both(String branch, String more) {
            return """
                    {"StartAt": "Both", "States": {
                      "Both": {"Type": "Parallel", "QueryLanguage": "JSONata", %s "End": true,
                        "Branches": [{"StartAt": "Inner", "States": {"Inner": %s}}]},
                      "Caught": {"Type": "Succeed"}}}""".formatted(more, branch);
        }

        @Test
        void of_the_language_in_a_branch_are_none_but_the_end() {
            var result = Trial.run(both("{\"Type\": \"Pass\", \"InputPath\": \"$.no\", \"End\": true}", ""), "{}");

            assertThat(Trial.story(result)).endsWith("4 0 s PassStateEntered Inner", "5 0 s ExecutionFailed");
        }

        @Test
        void of_a_task_in_a_branch_tell_that_it_is_aborted() {
            var task = "{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish\", \"End\": true}";

            var result =
                    Trial.run(both(task, ""), "{}", answering("{\"Inner\": [{\"error\": \"E\", \"cause\": \"c\"}]}"));

            assertThat(Trial.story(result))
                    .endsWith(
                            "7 0 s TaskFailed Inner",
                            "8 0 s TaskStateAborted Inner",
                            "9 0 s ParallelStateFailed Both",
                            "10 0 s ExecutionFailed");
        }

        @Test
        void tell_twice_that_a_state_has_failed_whose_catch_fails() {
            var handler = "\"Catch\": [{\"ErrorEquals\": [\"E\"], \"Output\": \"{% $no %}\", \"Next\": \"Caught\"}],";

            var result = Trial.run(both("{\"Type\": \"Fail\", \"Error\": \"E\"}", handler), "{}");

            assertThat(Trial.story(result))
                    .endsWith(
                            "4 0 s FailStateEntered Inner",
                            "5 0 s ParallelStateFailed Both",
                            "6 0 s EvaluationFailed Both",
                            "7 0 s ParallelStateFailed Both",
                            "8 0 s ExecutionFailed");
            assertThat(result.cause())
                    .contains(
                            "An error occurred while executing the state 'Both' (entered at the event id #2). The JSONata"
                                    + " expression '$no' specified for the field 'Catch[0]/Output' returned nothing (undefined).");
        }
    }
}
