package stepfunction.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stepfunction.local.RecordRun.Options;
import stepfunction.recording.HistoryText;

/** The command that makes a case of a history: what it writes, lists and refuses. */
class RecordRunTest {

    private static final String DEFINITION = """
            {"StartAt": "%s", "States": {
              "%1$s": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:greet", "End": true}}}""";

    @TempDir
    Path folder;

    private LocalProject project;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void write_a_history() throws IOException {
        project = new LocalProject(folder, () -> {
            throw new AssertionError("no handler may run");
        });
        project.definition(DEFINITION.formatted("Charge"));
        history("Charge");
    }

    private void history(String state) throws IOException {
        var history = new HistoryText()
                .addAfter(0, "ExecutionStarted", "input", "{\"name\": \"Ann Lee\"}")
                .addAfter(0, "TaskStateEntered", "name", state, "input", "{\"name\": \"Ann Lee\"}")
                .called("{\"name\": \"Ann Lee\"}")
                .add("LambdaFunctionSucceeded", "output", "{\"to\": \"Ann Lee\"}")
                .exited("Task", state, "{\"to\": \"Ann Lee\"}")
                .add("ExecutionSucceeded", "output", "{\"to\": \"Ann Lee\"}");
        Files.writeString(folder.resolve("history.json"), history.page());
    }

    private static Options options(String history, String name) {
        return new Options(Optional.ofNullable(history), Optional.ofNullable(name), List.of(), false, true);
    }

    private int record(Options options) {
        return new RecordRun(folder, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
                .run(options, project::stack);
    }

    private Path caseFile(String name) {
        return folder.resolve("src/test/workflow").resolve(name + ".json");
    }

    @Test
    void case_is_listed_written_and_replayed() {
        assertThat(record(options("history.json", "late-payment")))
                .as(err::toString)
                .isEqualTo(RecordRun.WRITTEN);

        assertThat(out.toString(UTF_8)).isEqualTo("""
                src/test/workflow/late-payment.json has these texts, which everybody who can read the repository can read:
                  input.name: "Ann Lee"
                Written: src/test/workflow/late-payment.json. To replace values, add -Doverwrite and, for example, -Dredact=$.name,$..number
                The case replays the execution without a difference.
                """);
        assertThat(project.runCase("late-payment").differences()).isEmpty();
    }

    @Test
    void redacted_value_is_nowhere() throws IOException {
        record(new Options(Optional.of("history.json"), Optional.of("late-payment"), List.of("$.name"), false, true));

        assertThat(caseFile("late-payment")).content().contains("\"Xxx Xxx\"").doesNotContain("Ann");
        assertThat(out.toString(UTF_8)).contains("input.name: \"Xxx Xxx\"").endsWith("without a difference.\n");
    }

    @Test
    void nothing_is_written_where_texts_are_only_listed() {
        var status =
                record(new Options(Optional.of("history.json"), Optional.of("late-payment"), List.of(), false, false));

        assertThat(status).isEqualTo(RecordRun.WRITTEN);
        assertThat(out.toString(UTF_8))
                .contains("Ann Lee")
                .endsWith("Nothing was written, because of -Dwrite=false.\n");
        assertThat(caseFile("late-payment")).doesNotExist();
    }

    @Test
    void definition_that_has_changed_since_is_reported() {
        project.definition(DEFINITION.formatted("Charge").replace("\"End\"", "\"ResultPath\": \"$.x\", \"End\""));

        record(options("history.json", "late-payment"));

        assertThat(out.toString(UTF_8)).contains("\nThe case does not replay the execution: the execution ends ");
    }

    @Test
    void workflow_follows_from_the_states() throws IOException {
        project.workflow("refund", DEFINITION.formatted("Refund"));
        history("Refund");

        record(options("history.json", "late"));

        assertThat(caseFile("refund/late")).exists();
    }

    @Test
    void workflow_that_is_named_counts() {
        project.workflow("refund", DEFINITION.formatted("Charge"));

        record(options("history.json", "refund/late"));

        assertThat(caseFile("refund/late")).exists();
    }

    @Test
    void case_that_exists_is_replaced_if_that_is_said() throws IOException {
        project.givenCase("late", "{}");

        record(new Options(Optional.of("history.json"), Optional.of("late"), List.of(), true, true));

        assertThat(caseFile("late")).content().contains("Ann Lee");
    }

    private void assertRefused(Options options, String message) {
        assertThat(record(options)).isEqualTo(RecordRun.NOT_WRITTEN);
        assertThat(err.toString(UTF_8)).isEqualTo("No case was recorded: %s%n", message);
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(caseFile("late")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                         | late     | history must be the file with an execution's history, which `aws stepfunctions get-execution-history --execution-arn ARN > FILE` writes; add -Dhistory=FILE
            histroy.json | late     | history must be a file, but histroy.json does not exist
            src          | late     | history must be a file, but src does not exist
            history.json |          | name must be the name of the new case; add -Dname=NAME
            history.json | ../late  | name must be the name of a file, such as late-payment or refund/late-payment, was ../late
            history.json | a b      | name must be the name of a file, such as late-payment or refund/late-payment, was a b
            history.json | .late    | name must be the name of a file, such as late-payment or refund/late-payment, was .late
            history.json | example  | src/test/workflow/example.json exists; choose another name, or add -Doverwrite to replace it
            history.json | pay/late | name must begin with the name of a workflow, was pay; known: workflow
            """)
    void option_is_refused(String history, String name, String message) {
        assertRefused(options(history, name), message);
    }

    @Test
    void text_that_is_no_history_is_refused() throws IOException {
        Files.writeString(folder.resolve("history.json"), "{\"events\": [}");
        assertRefused(
                options("history.json", "late"),
                "history.json must have a value as JSON writes it, was }, at line 1, column 13");
    }

    @Test
    void file_in_another_encoding_is_refused() throws IOException {
        Files.writeString(folder.resolve("history.json"), "ä", ISO_8859_1);
        assertRefused(options("history.json", "late"), "history.json must be encoded in UTF-8, but is not");
    }

    @Test
    void history_of_another_workflow_is_refused() {
        project.definition(DEFINITION.formatted("Refund"));
        assertRefused(
                options("history.json", "late"),
                "history.json is of another workflow: this one does not have the state Charge, nor any other of the history");
    }

    @Test
    void history_that_fits_several_further_workflows_is_refused() throws IOException {
        project.workflow("refund", DEFINITION.formatted("Pay")).workflow("bill", DEFINITION.formatted("Pay"));
        history("Pay");
        assertRefused(
                options("history.json", "late"),
                "name must begin with the name of a workflow, because history.json fits refund and bill; add -Dname=refund/late");
    }

    @Test
    void path_to_redact_that_finds_nothing_is_refused() {
        assertRefused(
                new Options(Optional.of("history.json"), Optional.of("late"), List.of("$.nmae"), false, true),
                "redact must have paths to texts or numbers in the execution's input or in the result of a call, but $.nmae finds none");
    }
}
