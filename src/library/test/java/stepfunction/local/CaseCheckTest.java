package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import stepfunction.lambda.CannotRunException;

/** Errors in a case or its workflow are reported before a handler runs. */
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"inptu": {}, "output": {}}                                                      | inptu is not a field of a case; did you mean input?
            {"input": {}, "outptu": {}}                                                      | outptu is not a field of a case; did you mean output?
            {"input": {}, "outptu": {}, "exact": true}                                       | outptu is not a field of a case; did you mean output?
            {"input": {}, "eror": "E", "cause": "C"}                                         | eror is not a field of a case; did you mean error?
            {"input": {}, "output": {}, "mocks": {"Only": {"Throw": {"Eror": "E"}}}}         | mocks.Only.Throw.Eror is no field; did you mean Error?
            """)
    void misspelled_field_is_reported_once_and_not_also_as_missing(String text, String message) {
        assertThatThrownBy(() -> CaseReader.read(
                        new CaseReader.Origin("workflow", "example", "example.json", Path.of("")), text))
                .hasMessageStartingWith("example.json: " + message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void only_known_name_is_suggested_once() {
        assertThat(new KnownNames(List.of("Greet")).hint("Gret")).isEqualTo("; did you mean Greet?");
        assertThat(new KnownNames(List.of("Greet")).hint("Pay")).isEqualTo("; known: Greet");
        assertThat(new KnownNames(List.of("Rest", "Greet")).hint("Gret"))
                .isEqualTo("; did you mean Greet? known: Greet, Rest");
        assertThat(new KnownNames(List.of()).hint("Greet")).isEqualTo("; known: none");
    }
}
