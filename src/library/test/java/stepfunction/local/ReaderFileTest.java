package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stepfunction.lambda.CannotRunException;

/** A file beside the case in place of what a distributed Map reads from S3. */
class ReaderFileTest {

    @TempDir
    Path folder;

    private LocalProject project;

    @BeforeEach
    void make_the_project() throws IOException {
        project = new LocalProject(folder, () -> {
            throw new AssertionError("nothing is invoked");
        });
        definition("s3:getObject", "{\"InputType\": \"CSV\", \"CSVHeaderLocation\": \"FIRST_ROW\", \"MaxItems\": 2}");
    }

    private void definition(String api, String readerConfig) {
        project.definition("""
                {"StartAt": "Each", "States": {
                  "Each": {"Type": "Map", "End": true,
                    "ItemReader": {"Resource": "arn:aws:states:::%s", "ReaderConfig": %s,
                      "Parameters": {"Bucket": "b", "Key": "orders.csv"}},
                    "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                      "StartAt": "Pick", "States": {"Pick": {"Type": "Pass", "End": true}}}}}}""".formatted(api, readerConfig));
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(folder.resolve(Cases.FOLDER).resolve(name), content);
    }

    private static String caseWith(String mock) {
        return "{\"input\": {}, \"mocks\": {\"Each\": %s}, \"path\": []}".formatted(mock);
    }

    @Test
    void map_iterates_over_the_file_up_to_max_items() throws IOException {
        file("orders.csv", "order,total\n7,20\n8,30\n9,40\n");
        project.givenCase("orders", """
                {
                  "input": {},
                  "mocks": {"Each": {"File": "orders.csv"}},
                  "output": [{"order": "7", "total": "20"}, {"order": "8", "total": "30"}]
                }""");

        assertThat(project.runCase("orders").differences()).isEmpty();
        assertThat(project.stderr()).contains("mock of call 0 reads orders.csv\n");
    }

    @Test
    void file_may_follow_an_error() throws IOException {
        file("orders.csv", "order\n7\n");
        project.givenCase("orders", """
                {"input": {}, "mocks": {"Each": {"0": {"File": "orders.csv"}}}, "output": [{"order": "7"}]}""");

        assertThat(project.runCase("orders").differences()).isEmpty();
    }

    @Test
    void file_that_is_unreadable_fails_as_in_aws() throws IOException {
        file("orders.csv", "order\n\"7\n");
        project.givenCase("orders", """
                {"input": {}, "mocks": {"Each": {"File": "orders.csv"}}, "error": "States.ItemReaderFailed",
                 "cause": "orders.csv: the quotation mark in line 2 is never closed"}""");

        assertThat(project.runCase("orders").differences()).isEmpty();
    }

    @Test
    void json_that_a_case_names_is_not_a_case() throws IOException {
        definition("s3:getObject", "{\"InputType\": \"JSON\"}");
        Files.createDirectories(folder.resolve(Cases.FOLDER).resolve("data"));
        file("data/orders.json", "[7]");
        project.givenCase("orders", """
                {"input": {}, "mocks": {"Each": {"File": "data/orders.json"}}, "output": [7]}""");

        var cases = Cases.of(folder, project.deployed().workflowNames());

        assertThat(cases.files()).containsOnlyKeys(Cases.EXAMPLE, "orders");
        assertThat(project.runCase("orders").differences()).isEmpty();
    }

    @Test
    void format_that_cannot_be_read_here_is_refused() throws IOException {
        definition("s3:getObject", "{\"InputType\": \"PARQUET\"}");
        file("orders.parquet", "");
        project.givenCase("orders", caseWith("{\"File\": \"orders.parquet\"}"));

        assertThatThrownBy(() -> project.runCase("orders"))
                .isInstanceOf(CannotRunException.class)
                .hasMessage(
                        "src/test/workflow/orders.json: mocks.Each has a File, but InputType of ReaderConfig must be"
                                + " CSV, JSON, JSONL or MANIFEST to be read locally, was \"PARQUET\"");
    }

    @Test
    void file_that_is_missing_is_refused() throws IOException {
        file("orders.csv", "");
        project.givenCase("orders", caseWith("{\"File\": \"ordres.csv\"}"));

        assertThatThrownBy(() -> project.runCase("orders"))
                .isInstanceOf(CannotRunException.class)
                .hasMessage(
                        "src/test/workflow/orders.json: mocks.Each.File must be the path of a file,"
                                + " from the case's folder, was \"ordres.csv\", which does not exist; did you mean orders.csv?");
    }

    @Test
    void file_that_is_no_text_is_refused() throws IOException {
        project.givenCase("orders", caseWith("{\"File\": 7}"));

        assertThatThrownBy(() -> project.runCase("orders"))
                .hasMessage("src/test/workflow/orders.json: mocks.Each.File must be the path of a file,"
                        + " from the case's folder, was 7, not a text");
    }

    @Test
    void file_for_a_list_of_objects_is_refused() throws IOException {
        definition("s3:listObjectsV2", "{}");
        file("orders.csv", "");
        project.givenCase("orders", caseWith("{\"File\": \"orders.csv\"}"));

        assertThatThrownBy(() -> project.runCase("orders"))
                .hasMessage("src/test/workflow/orders.json: mocks.Each has File, which is for a distributed Map whose"
                        + " ItemReader calls s3:getObject; use Return");
    }
}
