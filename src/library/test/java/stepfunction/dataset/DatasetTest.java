package stepfunction.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */
class DatasetTest {

    private static final String FIRST_ROW = "{\"InputType\": \"CSV\", \"CSVHeaderLocation\": \"FIRST_ROW\"}";
    private static final String JSON = "{\"InputType\": \"JSON\"}";

    @TempDir
    Path folder;

    private JsonArray items(String config, String content) throws Exception {
        Files.writeString(folder.resolve("orders"), content);
        return itemsIn(config, "orders");
    }

    private JsonArray itemsIn(String config, String file) throws Exception {
        return new Dataset(JsonParser.parseString(config).getAsJsonObject(), folder.resolve(file)).items();
    }

    @Test
    void rows_of_csv_are_objects_of_texts_named_by_the_first_row() throws Exception {
        assertThat(items(FIRST_ROW, "id,total\n1,20\n2,3.5\n"))
                .hasToString("[{\"id\":\"1\",\"total\":\"20\"},{\"id\":\"2\",\"total\":\"3.5\"}]");
    }

    @Test
    void given_headers_name_the_columns() throws Exception {
        var config = "{\"InputType\": \"CSV\", \"CSVHeaderLocation\": \"GIVEN\", \"CSVHeaders\": [\"id\", \"total\"]}";

        assertThat(items(config, "1,20")).hasToString("[{\"id\":\"1\",\"total\":\"20\"}]");
    }

    @Test
    void missing_value_is_empty_and_a_value_without_a_header_is_left_out() throws Exception {
        assertThat(items(FIRST_ROW, "a,b\n1\n1,2,3\n"))
                .hasToString("[{\"a\":\"1\",\"b\":\"\"},{\"a\":\"1\",\"b\":\"2\"}]");
    }

    @ParameterizedTest
    @CsvSource({"COMMA,','", "PIPE,|", "SEMICOLON,;", "SPACE,' '", "TAB,'\t'"})
    void delimiter_is_named(String name, String delimiter) throws Exception {
        var config = "{\"InputType\": \"CSV\", \"CSVHeaderLocation\": \"FIRST_ROW\", \"CSVDelimiter\": \"%s\"}";

        assertThat(items(config.formatted(name), "a%1$sb\n1%1$s2".formatted(delimiter)))
                .hasToString("[{\"a\":\"1\",\"b\":\"2\"}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "1,2"         | 1,2
            "say ""hi\"""  | say "hi"
            say "hi"      | say "hi"
            ""            | ``
            C:\\\\x       | C:\\x
            1\\,2         | 1,2
            \\"x          | "x
            a\\bc         | abc
            """)
    void quotes_and_backslashes_escape(String written, String read) throws Exception {
        assertThat(items(FIRST_ROW, "a\n%s\nend".formatted(written))
                        .get(0)
                        .getAsJsonObject()
                        .get("a")
                        .getAsString())
                .isEqualTo(read);
    }

    @Test
    void quoted_field_spans_lines_and_windows_line_ends_end_rows() throws Exception {
        assertThat(items(FIRST_ROW, "a,b\r\n\"1\n2\",3\r\n\r\n")).hasToString("[{\"a\":\"1\\n2\",\"b\":\"3\"}]");
    }

    @Test
    void elements_of_a_json_array_are_the_items() throws Exception {
        assertThat(items(JSON, "[1, {\"a\": 2}]")).hasToString("[1,{\"a\":2}]");
    }

    @Test
    void pointer_finds_an_array_within_the_json() throws Exception {
        var config = "{\"InputType\": \"JSON\", \"ItemsPointer\": \"/all/1/a~1b\"}";

        assertThat(items(config, "{\"all\": [0, {\"a/b\": [7]}]}")).hasToString("[7]");
    }

    @Test
    void lines_of_json_are_the_items() throws Exception {
        assertThat(items("{\"InputType\": \"JSONL\"}", "{\"a\": 1}\r\n\n2\n")).hasToString("[{\"a\":1},2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"InputType\": \"MANIFEST\"}", "{\"ManifestType\": \"S3_INVENTORY\"}"})
    void inventory_lists_objects_in_files_beside_the_manifest(String config) throws Exception {
        Files.writeString(folder.resolve("manifest.json"), """
                {"sourceBucket": "b", "fileFormat": "CSV", "fileSchema": "Bucket, Key, Size",
                 "files": [{"key": "inventory/b/data/one.csv.gz", "size": 9}]}""");
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(folder.resolve("one.csv.gz")))) {
            gzip.write("\"b\",\"a.png\",\"42\"\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(itemsIn(config, "manifest.json"))
                .hasToString("[{\"Bucket\":\"b\",\"Key\":\"a.png\",\"Size\":\"42\"}]");
    }

    @Test
    void manifest_of_athena_lists_files_of_items() throws Exception {
        Files.writeString(folder.resolve("one.jsonl"), "1\n2\n");
        Files.writeString(folder.resolve("two.jsonl"), "3\n");

        assertThat(items(
                        "{\"InputType\": \"JSONL\", \"ManifestType\": \"ATHENA_DATA\"}",
                        "s3://b/unload/one.jsonl\ns3://b/unload/two.jsonl\n"))
                .hasToString("[1,2,3]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"} | a\\n"1   | the quotation mark in line 2 is never closed
            {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"} | ``       | the CSV has no first row with the headers
            {"InputType": "JSON"}                                  | 7        | the JSON must be an array, was 7
            {"InputType": "JSON"}                                  | a,b      | the JSON must have a value as JSON writes it, was a, at line 1, column 1
            {"InputType": "JSON", "ItemsPointer": "/b"}            | {"a": 1} | ItemsPointer /b leads to nothing in the JSON
            {"InputType": "JSONL"}                                 | 1\\n{a   | line 2 must have a key in double quotes, was a, at line 1, column 2
            {"InputType": "MANIFEST"}                              | []       | the manifest must be a JSON object
            """)
    void content_of_another_format_is_unreadable(String config, String content, String message) {
        assertThatThrownBy(() -> items(config, content.replace("\\n", "\n")))
                .isInstanceOf(UnreadableDatasetException.class)
                .hasMessage(message);
    }

    @Test
    void text_that_is_not_utf_8_is_unreadable() throws IOException {
        Files.write(folder.resolve("latin.csv"), new byte[] {'a', '\n', (byte) 0xe9});

        assertThatThrownBy(() -> itemsIn(FIRST_ROW, "latin.csv"))
                .isInstanceOf(UnreadableDatasetException.class)
                .hasMessage("latin.csv is not UTF-8");
    }

    @Test
    void headers_over_the_limit_are_unreadable() {
        assertThatThrownBy(() -> items(FIRST_ROW, "h".repeat(10_241) + "\n1"))
                .isInstanceOf(UnreadableDatasetException.class)
                .hasMessage("the CSV's headers have more than 10240 bytes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                     | InputType of ReaderConfig must be CSV, JSON, JSONL or MANIFEST to be read locally, is missing
            {"InputType": "PARQUET"}                               | InputType of ReaderConfig must be CSV, JSON, JSONL or MANIFEST to be read locally, was "PARQUET"
            {"InputType": "CSV"}                                   | CSVHeaderLocation of ReaderConfig must be FIRST_ROW or GIVEN, is missing
            {"InputType": "CSV", "CSVHeaderLocation": "GIVEN"}     | CSVHeaders of ReaderConfig must be a list of texts, because CSVHeaderLocation is GIVEN, is missing
            {"InputType": "CSV", "CSVDelimiter": ","}              | CSVDelimiter of ReaderConfig must be COMMA, PIPE, SEMICOLON, SPACE or TAB, was ","
            {"InputType": "JSON"}                                  | orders has an object for its items, and only an array can be read locally; set ItemsPointer, or mock the items with Return
            {"InputType": "MANIFEST"}                              | fileFormat of the manifest must be CSV to be read locally, was missing; mock the items with Return
            """)
    void reader_that_cannot_be_simulated_is_refused(String config, String message) {
        assertThatThrownBy(() -> items(config, "{}"))
                .isInstanceOf(UnsupportedDatasetException.class)
                .hasMessage(message);
    }

    @Test
    void file_of_a_manifest_that_is_missing_is_refused() {
        assertThatThrownBy(() -> items(
                        "{\"InputType\": \"MANIFEST\"}",
                        "{\"fileFormat\": \"CSV\", \"fileSchema\": \"Key\", \"files\": [{\"key\": \"x/y.csv\"}]}"))
                .isInstanceOf(UnsupportedDatasetException.class)
                .hasMessage(folder.resolve("y.csv") + " does not exist; create it");
    }
}
