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
import stepfunction.local.Cases.CaseFile;

/** Which workflow a case is of, by the folder that it is in. */
class CasesTest {

    private static final List<String> WORKFLOWS = List.of("workflow", "refund");

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
                        new CaseFile("workflow", own),
                        "refund/late",
                        new CaseFile("refund", refunds),
                        "refund/early",
                        new CaseFile("refund", deeper)));
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
                .containsOnly(Map.entry("late", new CaseFile("workflow", grouped)));
    }

    @Test
    void folder_whose_name_is_nearly_a_workflows_is_refused() throws IOException {
        given("refnd/late.json");

        assertThatThrownBy(() -> Cases.of(folder, WORKFLOWS))
                .isInstanceOf(CannotRunException.class)
                .hasMessage(
                        "src/test/workflow/refnd is not the name of a workflow; did you mean refund? rename the folder");
    }

    @Test
    void without_a_further_workflow_no_folder_has_a_meaning() throws IOException {
        var grouped = given("workflows/late.json");

        assertThat(Cases.of(folder, List.of("workflow")).files())
                .containsOnly(Map.entry("late", new CaseFile("workflow", grouped)));
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
