package stepfunction.apis;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What requests that are written out need, by AWS's pages: statements.csv. */
class StatementsTest {

    private static final Path EXPECTED = Path.of("test/resources/stepfunction/apis/statements.csv");

    static List<String> rows() throws IOException {
        var lines = Files.readAllLines(EXPECTED);
        return lines.subList(1, lines.size());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void request_needs(String row) {
        var cells = row.split(" \\| ", -1);

        assertThat(statements(cells[0], cells[1])).isEqualTo(cells[2]);
    }

    /** The keys are as in the Resource of a Task; those of readers and writers begin with the field of the Map. */
    static String statements(String key, String request) {
        return Statements.of(
                authorizations(key), JsonParser.parseString(request).getAsJsonObject());
    }

    private static List<Authorization> authorizations(String key) {
        if (key.startsWith("aws-sdk:")) {
            var parts = key.split(":", -1);
            return Apis.find(parts[1], parts[2]).orElseThrow().authorizations().orElseThrow();
        }
        var pattern = key.indexOf('.');
        var optimized = optimized(pattern < 0 ? key : key.substring(0, pattern));
        var all = new ArrayList<>(optimized.authorizations().orElseThrow());
        if (key.contains(".sync")) {
            all.addAll(optimized.ofJob());
        }
        return all;
    }

    private static OptimizedApi optimized(String key) {
        var space = key.indexOf(' ');
        return switch (space < 0 ? "" : key.substring(0, space)) {
            case "ItemReader" ->
                OptimizedApis.itemReader(key.substring(space + 1)).orElseThrow();
            case "ResultWriter" ->
                OptimizedApis.resultWriter(key.substring(space + 1)).orElseThrow();
            default -> OptimizedApis.find(key).orElseThrow();
        };
    }
}
