package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a case, or with the workflow that it is for, is told before a handler runs. */
class CaseCheckTest {

    @TempDir
    Path folder;

    static List<JsonObject> refusedCases() throws IOException {
        return Tables.objects("refused-cases.json");
    }

    @ParameterizedTest
    @MethodSource("refusedCases")
    void case_is_refused_that(JsonObject refused) throws IOException {
        var project = new LocalProject(folder, () -> {
            throw new AssertionError("no handler may run");
        });
        if (refused.has("case")) {
            project.givenCase(Cases.EXAMPLE, refused.get("case").getAsString());
        }
        if (refused.has("state")) {
            project.state(refused.get("state").toString());
        }
        if (refused.has("environment")) {
            project.greet(
                    "environment",
                    Map.of("variables", refused.getAsJsonObject("environment").asMap()));
        }

        assertThatThrownBy(() -> project.runCase(Cases.EXAMPLE))
                .as(refused.get("it").getAsString())
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining(refused.get("message").getAsString());
    }
}
