package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule by which cases are compared, in Java; CheckExecutionIT tries that of the smoke test on the same table. */
class JsonComparisonTest {

    static List<JsonObject> examples() throws IOException {
        return Tables.objects("comparison.json");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void comparison(JsonObject example) {
        var isExact = example.has("exact");

        var differences =
                new JsonComparison(isExact).differences("output", example.get("expected"), example.get("actual"));

        assertThat(differences)
                .extracting(JsonComparison.Difference::toString)
                .as(example.get("it").getAsString())
                .containsExactlyElementsOf(example.getAsJsonArray("differ").asList().stream()
                        .map(JsonElement::getAsString)
                        .toList());
    }
}
