package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The runs of a case in which its calls fail. */
@Timeout(60)
class FaultRunsTest {

    /** Charge is retried if the bank is busy, and refunded if Ship fails, for whatever reason but a lost parcel. */
    private static final String ORDER = """
            {"StartAt": "Charge", "States": {
              "Charge": {"Type": "Task", "Resource": "%1$sgreet", "TimeoutSeconds": 10, "Next": "Ship",
                "Retry": [{"ErrorEquals": ["BankBusy"], "MaxAttempts": 2}, {"ErrorEquals": ["NeverHeardOf"], "MaxAttempts": 0}]},
              "Ship": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": "q"}, "End": true,
                "Catch": [{"ErrorEquals": ["Lost"], "Next": "Lose"}, {"ErrorEquals": ["States.ALL"], "Next": "Refund"}]},
              "Refund": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Parameters": {"Message": "m"}, "Next": "Sorry"},
              "Sorry": {"Type": "Fail", "Error": "NotShipped"},
              "Lose": {"Type": "Fail", "Error": "ParcelLost"}}}""".formatted(LocalProject.FUNCTION_ARN);

    private static final String MOCKS = """
            "mocks": {"Charge": {"Return": {}}, "Ship": {"Return": {}}, "Refund": {"Return": {}}}""";

    @TempDir
    Path folder;

    private LocalProject project;

    @BeforeEach
    void make_the_project() throws IOException {
        project = new LocalProject(folder, () -> {
                    throw new AssertionError("no handler may run");
                })
                .definition(ORDER);
    }

    private FaultedCase run(String json) throws IOException {
        return project.givenCase("case", json).runCaseWithFaults("case");
    }

    private List<String> rows(FaultedCase faulted) {
        var table = new FaultTable("workflow");
        table.add(faulted);
        table.addReached(faulted.reached());
        return table.text(project.deployed().workflow("workflow").orElseThrow().definition())
                .lines()
                .skip(7)
                .toList();
    }

    @Test
    void each_call_fails_once_and_from_then_on_with_each_error_that_is_named_and_with_usual_ones() throws IOException {
        var faulted = run("{\"input\": {}, %s, \"output\": {}}".formatted(MOCKS));

        assertThat(rows(faulted))
                .containsExactly(
                        "| `Charge` | `BankBusy` | retried, then succeeds | retried, then **fails with this error** | `case` |",
                        "| `Charge` | `NeverHeardOf`, `States.Timeout`, `States.TaskFailed`, `Lambda.TooManyRequestsException` | **fails with this error** | the same | `case` |",
                        "| `Ship` | `Lost` | Catch[0] leads to `Lose`, then fails with `ParcelLost` | the same | `case` |",
                        "| `Ship` | `States.Timeout`, `States.TaskFailed`, `SQS.ThrottlingException` | Catch[1] leads to `Refund`, then fails with `NotShipped` | the same | `case` |",
                        "",
                        "9 failures of calls were tried; nothing handles 4 of them if they happen once, and 5 if they persist.",
                        "",
                        "No failure reaches: `Charge.Retry[1]`.");
    }

    @Test
    void timeout_takes_the_time_that_the_task_may_take() throws IOException {
        project.definition(ORDER.replaceFirst("\\{", "{\"TimeoutSeconds\": 9, "));

        assertThat(rows(run("{\"input\": {}, %s, \"output\": {}}".formatted(MOCKS))))
                .contains("| `Charge` | `States.Timeout` | **times out** | the same | `case` |");
    }

    @Test
    void error_of_a_mock_is_replaced_and_its_results_are_kept_for_later() throws IOException {
        var mocks = MOCKS.replace(
                "\"Charge\": {\"Return\": {}}",
                "\"Charge\": {\"0-1\": {\"Throw\": {\"Error\": \"BankBusy\"}}, \"2\": {\"Return\": {}}}");

        assertThat(rows(run("{\"input\": {}, %s, \"output\": {}}".formatted(mocks))))
                .contains(
                        "| `Charge` | `BankBusy` | retried, then succeeds | retried, then **fails with this error** | `case` (call 0, 1) |",
                        "| `Charge` | `BankBusy` | **fails with this error** | the same | `case` (call 2) |");
    }

    @Test
    void call_that_only_a_failure_leads_to_and_that_has_no_mock_is_not_known() throws IOException {
        var faulted = run("""
                {"input": {}, "mocks": {"Charge": {"Return": {}}, "Ship": {"Return": {}}}, "path": ["Charge", "Ship"]}""");

        assertThat(rows(faulted))
                .contains(
                        "| `Ship` | `States.Timeout`, `States.TaskFailed`, `SQS.ThrottlingException` | not known: `Refund has no mock` | the same | `case` |");
    }

    @Test
    void failure_in_a_map_is_handled_by_the_map() throws IOException {
        project.definition("""
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true,
                  "Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 1}],
                  "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Excuse"}],
                  "ItemProcessor": {"StartAt": "Call", "States": {
                    "Call": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sns:publish", "End": true}}}},
                  "Excuse": {"Type": "Pass", "End": true}}}""");

        assertThat(rows(run("{\"input\": [1, 2], \"mocks\": {\"Call\": {\"Return\": 1}}, \"output\": [1, 1]}")))
                .containsExactly(
                        "| `Call` | `States.Timeout` | retried, then succeeds | retried, then Catch[0] of `Each` leads to `Excuse`, then succeeds | `case` |",
                        "| `Call` | `States.TaskFailed`, `Sns.ThrottlingException` | Catch[0] of `Each` leads to `Excuse`, then succeeds | the same | `case` |",
                        "",
                        "6 failures of calls were tried; all are handled.");
    }

    @Test
    void names_of_the_project_do_nothing_in_the_table() throws IOException {
        var evil = "a\\r|`<b>\\n";
        project.definition("""
                {"StartAt": "%1$s", "States": {
                  "%1$s": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true,
                    "Retry": [{"ErrorEquals": ["%1$s"], "MaxAttempts": 0}],
                    "Catch": [{"ErrorEquals": ["%1$s"], "Next": "%1$s fails"}]},
                  "%1$s fails": {"Type": "Fail", "Error": "%1$s!"}}}""".formatted(evil));

        assertThat(rows(run("{\"input\": {}, \"mocks\": {\"%s\": {\"Return\": {}}}, \"output\": {}}".formatted(evil))))
                .contains(
                        "| ``a\\u000d❘`<b>\\u000a`` | ``a\\u000d❘`<b>\\u000a`` | Catch[0] leads to ``a\\u000d❘`<b>\\u000a fails``, then fails with ``a\\u000d❘`<b>\\u000a!`` | the same | `case` |",
                        "No failure reaches: ``a\\u000d|`<b>\\u000a.Retry[0]``.");
    }

    @Test
    void call_of_an_execution_that_is_started_fails_too() throws IOException {
        project.definition("""
                {"StartAt": "Start", "States": {
                  "Start": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "End": true,
                    "Parameters": {"StateMachineArn": "%smachine-refund"},
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Excuse"}]},
                  "Excuse": {"Type": "Pass", "End": true}}}""".formatted(LocalProject.MACHINE_ARN)).workflow("refund", """
                {"StartAt": "Pay", "States": {"Pay": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true}}}""");

        assertThat(rows(run("{\"input\": {}, \"mocks\": {\"refund/Pay\": {\"Return\": {}}}, \"output\": {}}")))
                .contains(
                        "| `Start` | `States.Timeout`, `States.TaskFailed`, `StepFunctions.ThrottlingException` | Catch[0] leads to `Excuse`, then succeeds | the same | `case` |",
                        "| `refund/Pay` | `States.Timeout`, `States.TaskFailed`, `SQS.ThrottlingException` | Catch[0] of `Start` leads to `Excuse`, then succeeds | the same | `case` |");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"undone": {"Charge": "Refund"}} | faults: if call 0 of Ship fails with Lost, Charge must be undone by Refund, which is not called after it; Execution FAILED: ParcelLost
            {"error": ["ParcelLost", "NotShipped", "States.Timeout", "States.TaskFailed", "BankBusy", "NeverHeardOf"]} | faults: if call 0 of Charge fails with Lambda.TooManyRequestsException, error must be one of ParcelLost, NotShipped, States.Timeout, States.TaskFailed, BankBusy, NeverHeardOf, was Lambda.TooManyRequestsException
            """)
    void run_that_does_not_meet_the_expectations_is_a_difference(String faults, String difference) throws IOException {
        var faulted = run("{\"input\": {}, %s, \"output\": {}, \"faults\": %s}".formatted(MOCKS, faults));

        assertThat(faulted.differences()).containsExactly(difference);
    }

    @Test
    void output_is_expected_of_all_runs_and_no_failure() throws IOException {
        var faulted = run("{\"input\": {}, %s, \"output\": {}, \"faults\": {\"output\": {\"a\": 1}}}".formatted(MOCKS));

        assertThat(faulted.differences())
                .contains(
                        "faults: if call 0 of Charge fails with BankBusy, output.a must be 1, was absent",
                        "faults: if call 0 of Charge fails with BankBusy and keeps failing, the execution must succeed, but: Execution FAILED: BankBusy");
    }

    @Test
    void end_that_is_not_known_is_a_difference_where_the_case_expects_something() throws IOException {
        var faulted = run("""
                {"input": {}, "mocks": {"Charge": {"Return": {}}, "Ship": {"Return": {}}}, "path": ["Charge", "Ship"],
                 "faults": {"undone": {"Charge": "Refund"}}}""");

        assertThat(faulted.differences())
                .contains(
                        "faults: if call 0 of Ship fails with States.Timeout, the end is not known: Refund has no mock");
    }

    @Test
    void case_whose_faults_are_otherwise_fails_the_build_and_one_that_asks_for_nothing_does_not() throws IOException {
        project.givenCase(
                        "asks",
                        "{\"input\": {}, %s, \"output\": {}, \"faults\": {\"undone\": {\"Charge\": \"Refund\"}}}"
                                .formatted(MOCKS))
                .givenCase(Cases.EXAMPLE, "{\"input\": {}, %s, \"output\": {}}".formatted(MOCKS));

        try (var cases = new ProjectCases(folder, Map.of("dev", project.stack()))) {
            var tests = cases.cases().collect(Collectors.toMap(each -> each.getDisplayName(), each -> each));
            assertThatThrownBy(() -> tests.get("asks (dev)").getExecutable().execute())
                    .hasMessage("""
                            src/test/workflow/asks.json in dev:
                            - faults: if call 0 of Ship fails with Lost, Charge must be undone by Refund, which is not called after it; Execution FAILED: ParcelLost""");
            assertThatThrownBy(() -> {
                        tests.get("example (dev)").getExecutable().execute();
                        throw new IllegalStateException("passed");
                    })
                    .hasMessage("passed");
        }
        assertThat(folder.resolve(CoverageReport.PAGE))
                .content()
                .contains(
                        "\n#### If a call fails\n",
                        "| `Ship` | `Lost` | Catch[0] leads to `Lose`, then fails with `ParcelLost` | the same | `asks`, `example` |");
        assertThat(folder.resolve(CoverageReport.PARAGRAPH))
                .content()
                .contains(
                        "18 failures of calls were tried; nothing handles 8 of them if they happen once, and 10 if they persist.");
    }

    @Test
    void execution_with_thousands_of_calls_is_cut_off_after_the_first_of_each_state() throws IOException {
        project.definition("""
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "MaxConcurrency": 1, "Next": "Last", "ResultPath": null,
                  "ItemProcessor": {"StartAt": "Call", "States": {
                    "Call": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true}}}},
                  "Last": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true}}}""");
        var items = IntStream.range(0, 2000).boxed().toList();
        var start = System.nanoTime();

        var faulted =
                run("{\"input\": %s, \"mocks\": {\"Call\": {\"Return\": 1}, \"Last\": {\"Return\": 1}}, \"output\": 1}"
                        .formatted(items));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(faulted.faults()).isEqualTo(2001 * 3);
        assertThat(faulted.outcomes())
                .hasSizeBetween(6, FaultRuns.MAX_RUNS)
                .extracting(FaultedCase.InjectedFault::state)
                .contains("Last");
        assertThat(rows(faulted))
                .contains("Of 6,003 failures in the case `case`, %,d were tried."
                        .formatted(faulted.outcomes().size()));
    }

    @Test
    void case_runs_no_more_than_a_thousand_times() throws IOException {
        var errors = IntStream.range(0, 600).mapToObj("\"E%d\""::formatted).toList();
        project.state("{\"Type\": \"Task\", \"Resource\": \"%sgreet\", \"Retry\": [{\"ErrorEquals\": %s}]}"
                .formatted(LocalProject.FUNCTION_ARN, errors));

        var faulted = run("{\"input\": {}, \"mocks\": {\"Only\": {\"Return\": 1}}, \"output\": 1}");

        assertThat(faulted.faults()).isEqualTo(603);
        assertThat(faulted.outcomes()).hasSize(500);
        assertThat(rows(faulted)).contains("Of 603 failures in the case `case`, 500 were tried.");
    }

    @Test
    void case_that_does_not_end_as_it_expects_is_not_run_again() throws IOException {
        var faulted = run("{\"input\": {}, %s, \"output\": {\"a\": 1}}".formatted(MOCKS));

        assertThat(faulted.outcomes()).isEmpty();
        assertThat(faulted.run().differences()).isNotEmpty();
    }
}
