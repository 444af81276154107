package stepfunction.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stepfunction.asl.MachineType;
import stepfunction.changes.CaseResult.MadeCall;
import stepfunction.changes.Revision.DefinedWorkflow;
import stepfunction.changes.Revision.Program;

class RevisionTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name_the_file() {
        file = folder.resolve("base.json");
    }

    @Test
    void file_gives_the_revision_that_it_was_written_of() throws IOException {
        var units = new Units(1, 2, 3, 4, new Units.Measured(5, 6, 7));
        var call = new MadeCall("Pay", JsonParser.parseString("{\"amount\": 1.50, \"note\": null}"));
        var result = new CaseResult("late", "workflow", "SUCCEEDED", List.of("Pay"), List.of(call), 8, units);
        var definition = JsonParser.parseString("{\"StartAt\": \"Pay\", \"States\": {\"Pay\": {\"Result\": null}}}");
        var workflow =
                new DefinedWorkflow("workflow", List.of("old"), MachineType.EXPRESS, definition.getAsJsonObject());
        var revision = new Revision(List.of(new Program(List.of("dev", "prod"), List.of(workflow), List.of(result))));

        Files.writeString(file, revision.json());

        assertThat(Revision.read(file)).isEqualTo(revision);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {                                  | is not a JSON object; run mvn verify to write it
                    []                                 | is not a JSON object; run mvn verify to write it
                    ''                                 | is not a JSON object; run mvn verify to write it
                    {}                                 | is not a file that mvn verify wrote
                    {"version": 1}                     | is not a file that mvn verify wrote
                    {"version": 1, "programs": [{}]}   | is not a file that mvn verify wrote
                    {"version": 1, "programs": "none"} | is not a file that mvn verify wrote
                    {"version": 2, "programs": []}     | is of another release of the library; update both, and run mvn verify
                    """)
    void file_that_is_no_revision_is_refused(String text, String message) throws IOException {
        Files.writeString(file, text);

        assertThatThrownBy(() -> Revision.read(file)).hasMessage("%s %s", file, message);
    }

    @Test
    void file_that_is_no_text_is_refused() throws IOException {
        Files.write(file, new byte[] {'{', (byte) 0xff, '}'});

        assertThatThrownBy(() -> Revision.read(file))
                .hasMessage("%s is not a JSON object; run mvn verify to write it", file);
    }

    @Test
    void file_that_does_not_exist_is_refused() {
        assertThatThrownBy(() -> Revision.read(file)).hasMessage("%s does not exist; mvn verify writes it", file);
    }

    @Test
    void folder_is_refused() {
        assertThatThrownBy(() -> Revision.read(folder)).hasMessage("%s is not a readable file", folder);
    }
}
