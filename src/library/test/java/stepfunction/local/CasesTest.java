package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stepfunction.lambda.CannotRunException;
import stepfunction.local.Cases.LocatedCase;

/** Which workflow a case is of, by the folder that it is in. */
class CasesTest {

    private static final WorkflowNames WORKFLOWS =
            new WorkflowNames(List.of("workflow", "refund"), Map.of("payback", "refund"));

    @TempDir
    Path folder;

    private Path given(String file) throws IOException {
        var path = folder.resolve(Cases.FOLDER).resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, """
                {"input": {}, "output": {}}""");
    }

    @Test
    void case_in_the_folder_of_a_workflow_is_of_that() throws IOException {
        var own = given("late.json");
        var refunds = given("refund/late.json");
        var deeper = given("refund/rare/early.json");

        assertThat(Cases.of(folder, WORKFLOWS).files())
                .isEqualTo(Map.of(
                        "late",
                        new LocatedCase("workflow", own),
                        "refund/late",
                        new LocatedCase("refund", refunds),
                        "refund/early",
                        new LocatedCase("refund", deeper)));
    }

    @Test
    void case_is_read_with_its_workflow() throws IOException {
        given("refund/late.json");

        var read = Cases.of(folder, WORKFLOWS).read("refund/late");

        assertThat(read.workflow()).isEqualTo("refund");
        assertThat(read.file()).isEqualTo("src/test/workflow/refund/late.json");
    }

    @Test
    void folder_of_another_name_has_no_meaning() throws IOException {
        var grouped = given("payments/late.json");

        assertThat(Cases.of(folder, WORKFLOWS).files())
                .containsOnly(Map.entry("late", new LocatedCase("workflow", grouped)));
    }

    @Test
    void folder_whose_name_is_nearly_a_workflows_has_no_cases() throws IOException {
        given("refnd/late.json");
        var own = given("late.json");

        var cases = Cases.of(folder, WORKFLOWS);

        assertThat(cases.files()).isEqualTo(Map.of("late", new LocatedCase("workflow", own)));
        assertThat(cases.misnamedFolders().values())
                .containsExactly(
                        "src/test/workflow/refnd is not the name of a workflow; did you mean refund? rename the folder");
    }

    @Test
    void folder_with_the_former_name_of_a_workflow_has_no_cases() throws IOException {
        given("payback/rare/late.json");
        var own = given("late.json");

        var cases = Cases.of(folder, WORKFLOWS);

        assertThat(cases.files()).isEqualTo(Map.of("late", new LocatedCase("workflow", own)));
        assertThat(cases.misnamedFolders().values())
                .containsExactly(
                        "src/test/workflow/payback: the workflow payback is now called refund; rename the folder");
        assertThatThrownBy(() -> cases.read("payback/late"))
                .isInstanceOf(CannotRunException.class)
                .hasMessage("src/test/workflow/payback: the workflow payback is now called refund; rename the folder");
    }

    @Test
    void without_a_further_workflow_no_folder_has_a_meaning() throws IOException {
        var grouped = given("workflows/late.json");

        assertThat(Cases.of(folder, new WorkflowNames(List.of("workflow"), Map.of()))
                        .files())
                .containsOnly(Map.entry("late", new LocatedCase("workflow", grouped)));
    }

    @Test
    void case_is_read_by_the_path_of_its_file_too() throws IOException {
        given("payments/late.json");
        given("refund/rare/early.json");

        var cases = Cases.of(folder, WORKFLOWS);

        assertThat(cases.read("payments/late").name()).isEqualTo("late");
        assertThat(cases.read("refund/rare/early").name()).isEqualTo("refund/early");
    }

    @Test
    void name_of_a_workflow_is_refused_with_its_cases() throws IOException {
        for (var name : List.of("busy", "early", "late", "small")) {
            given("refund/%s.json".formatted(name));
        }

        assertThatThrownBy(() -> Cases.of(folder, WORKFLOWS).read("refund"))
                .hasMessage(
                        "src/test/workflow/refund.json does not exist; refund is a workflow, and its cases are refund/busy, refund/early, refund/late, ...");
    }

    @Test
    void name_of_a_workflow_without_cases_is_refused_with_their_folder() {
        assertThatThrownBy(() -> Cases.of(folder, WORKFLOWS).read("refund"))
                .hasMessage(
                        "src/test/workflow/refund.json does not exist; refund is a workflow, and its cases belong in src/test/workflow/refund");
    }

    @Test
    void case_by_the_former_name_of_its_workflow_is_refused_with_the_present_one() throws IOException {
        given("refund/late.json");

        assertThatThrownBy(() -> Cases.of(folder, WORKFLOWS).read("payback/late"))
                .hasMessage(
                        "src/test/workflow/payback/late.json does not exist; payback is now called refund, and its cases are refund/late");
    }

    @Test
    void missing_case_is_refused_with_the_nearest_name() throws IOException {
        given("refund/late.json");

        assertThatThrownBy(() -> Cases.of(folder, WORKFLOWS).read("refund/lat"))
                .hasMessage("src/test/workflow/refund/lat.json does not exist; did you mean refund/late?");
    }

    @Test
    void two_cases_of_one_workflow_must_differ_in_their_names() throws IOException {
        given("refund/late.json");
        given("refund/rare/Late.json");

        assertThatThrownBy(() -> Cases.of(folder, WORKFLOWS))
                .hasMessage(
                        "cases must differ in their names, but src/test/workflow/refund/late.json and src/test/workflow/refund/rare/Late.json do not; rename one");
    }
}
