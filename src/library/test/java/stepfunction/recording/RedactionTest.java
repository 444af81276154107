package stepfunction.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static stepfunction.recording.HistoryText.json;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of a case that must stay secret. */
class RedactionTest {

    private static final JsonObject CASE = json("""
            {"recorded": true,
             "now": "2026-11-26T08:00:00Z",
             "input": {"name": "Ann \\"A\\" Lee", "card": {"number": "4111-22", "limit": 20.5, "isValid": true}},
             "mocks": {"Charge": {"0": {"Throw": {"Error": "E"}}, "1": {"Return": {"by": "Ann \\"A\\" Lee", "id": "77"}}}},
             "output": {"Ann \\"A\\" Lee": 20.50, "text": "{\\"name\\": \\"Ann \\\\\\"A\\\\\\" Lee\\", \\"card\\": \\"4111-22\\", \\"id\\": 1774}"},
             "path": ["Ann"],
             "calls": {"Charge": [{"amount": 20.5, "note": "of Ann \\"A\\" Lee"}]}}""").getAsJsonObject();

    private static JsonObject redacted(String... paths) {
        return Redaction.of(List.of(paths), CASE).redacted(CASE);
    }

    @Test
    void same_value_gets_the_same_replacement_everywhere() {
        assertThat(redacted("$.name", "$.card.number")).isEqualTo(json("""
                {"recorded": true,
                 "now": "2026-11-26T08:00:00Z",
                 "input": {"name": "Xxx \\"X\\" Xxx", "card": {"number": "1111-11", "limit": 20.5, "isValid": true}},
                 "mocks": {"Charge": {"0": {"Throw": {"Error": "E"}}, "1": {"Return": {"by": "Xxx \\"X\\" Xxx", "id": "77"}}}},
                 "output": {"Xxx \\"X\\" Xxx": 20.50, "text": "{\\"name\\": \\"Xxx \\\\\\"X\\\\\\" Xxx\\", \\"card\\": \\"1111-11\\", \\"id\\": 1774}"},
                 "path": ["Ann"],
                 "calls": {"Charge": [{"amount": 20.5, "note": "of Xxx \\"X\\" Xxx"}]}}"""));
    }

    @Test
    void number_stays_a_number_of_its_size() {
        var redacted = redacted("$.card.limit");

        assertThat(redacted.getAsJsonObject("input").getAsJsonObject("card").get("limit"))
                .isEqualTo(json("11.1"));
        assertThat(redacted.getAsJsonObject("calls").get("Charge")).isEqualTo(json("""
                [{"amount": 11.1, "note": "of Ann \\"A\\" Lee"}]"""));
    }

    @Test
    void path_to_an_object_is_to_all_within() {
        assertThat(redacted("$.card").getAsJsonObject("input").get("card")).isEqualTo(json("""
                {"number": "1111-11", "limit": 11.1, "isValid": true}"""));
    }

    @Test
    void result_of_a_call_has_paths_too() {
        assertThat(redacted("$..id")
                        .getAsJsonObject("mocks")
                        .getAsJsonObject("Charge")
                        .get("1"))
                .isEqualTo(json("{\"Return\": {\"by\": \"Ann \\\"A\\\" Lee\", \"id\": \"11\"}}"));
    }

    @Test
    void different_values_of_a_shape_stay_different() {
        var twins =
                json("{\"input\": {\"a\": \"Ann\", \"b\": \"Bob\", \"c\": \"2026-01-01\", \"d\": \"2026-12-31\"}, \"mocks\": {}}")
                        .getAsJsonObject();

        assertThat(Redaction.of(List.of("$"), twins).redacted(twins).get("input"))
                .isEqualTo(json("{\"a\": \"Xxx\", \"b\": \"Xxy\", \"c\": \"1111-11-11\", \"d\": \"1111-11-12\"}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            $.nmae          | redact must have paths to texts or numbers in the execution's input or in the result of a call, but $.nmae finds none
            $.card.isValid  | redact must have paths to texts or numbers in the execution's input or in the result of a call, but $.card.isValid finds none
            $..             | redact must have paths such as $.card.number, separated by commas, was $..
            """)
    void path_that_finds_nothing_is_refused(String path, String message) {
        assertThatThrownBy(() -> redacted(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void texts_are_listed_once_with_their_first_place() {
        assertThat(CommittedTexts.in(CASE))
                .containsExactly(
                        "input.name: \"Ann \\\"A\\\" Lee\"",
                        "input.card.number: \"4111-22\"",
                        "mocks.Charge.0.Throw.Error: \"E\"",
                        "mocks.Charge.1.Return.id: \"77\"",
                        "output.text: \"{\\\"name\\\": \\\"Ann \\\\\\\"A\\\\\\\" Lee\\\", \\\"card\\\": \\\"4111-22\\\", \\\"id\\\": 1774}\"",
                        "calls.Charge[0].note: \"of Ann \\\"A\\\" Lee\"");
    }
}
