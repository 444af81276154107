package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The result of a case: differences from its expectations, and the answers of its mocks. */
class CaseRunTest {

    @TempDir
    Path folder;

    static List<JsonObject> caseRuns() throws IOException {
        return Tables.objects("case-runs.json");
    }

    @ParameterizedTest
    @MethodSource("caseRuns")
    void execution_that(JsonObject given) throws IOException {
        var project = new LocalProject(folder, () -> {
            throw new AssertionError("no handler may run");
        });
        project.state("{\"Type\": \"Pass\"}")
                .givenCase("case", given.get("case").toString());
        if (given.has("state")) {
            project.state(given.get("state").toString());
        }
        if (given.has("definition")) {
            project.definition(given.get("definition").toString());
        }

        var differences = project.runCase("case").differences();

        assertThat(differences)
                .as(given.get("it").getAsString())
                .containsExactlyElementsOf(given.getAsJsonArray("differences").asList().stream()
                        .map(JsonElement::getAsString)
                        .toList());
    }
}
