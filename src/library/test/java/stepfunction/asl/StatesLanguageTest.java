package stepfunction.asl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Step Functions makes of definitions, a case each in {@code states-language.json}; keys of an output in order. */
final class StatesLanguageTest {

    static Stream<Arguments> cases() throws IOException {
        var file = Objects.requireNonNull(StatesLanguageTest.class.getResourceAsStream("states-language.json"));
        try (var reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonArray().asList().stream()
                    .map(JsonElement::getAsJsonObject)
                    .map(each -> Arguments.of(each.get("name").getAsString(), each));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void as_step_functions_ends_it(String name, JsonObject expected) {
        var input = expected.has("input") ? expected.get("input").toString() : "{}";
        var answers = expected.has("answers") ? expected.getAsJsonObject("answers") : new JsonObject();

        var result = Trial.run(definition(expected), input, Trial.answering(answers));

        if (expected.has("output")) {
            assertThat(result.outputOrNull())
                    .as("%s", result)
                    .hasToString(expected.get("output").toString());
        } else {
            assertThat(result.status()).isEqualTo(ExecutionResult.Status.FAILED);
            assertThat(result.error()).isEqualTo(text(expected.get("error")));
            assertThat(result.cause()).isEqualTo(text(expected.get("cause")));
        }
    }

    private static String definition(JsonObject expected) {
        var definition =
                expected.has("machine") ? expected.getAsJsonObject("machine").deepCopy() : new JsonObject();
        var states = expected.getAsJsonObject("states");
        definition.addProperty("StartAt", states.keySet().iterator().next());
        definition.add("States", states);
        return definition.toString();
    }

    private static Optional<String> text(JsonElement value) {
        return value.isJsonNull() ? Optional.empty() : Optional.of(value.getAsString());
    }
}
