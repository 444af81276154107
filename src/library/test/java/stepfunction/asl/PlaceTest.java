package stepfunction.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlaceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$ | 9",
                "$.a | {\"a\":9,\"l\":[1,{\"x\":2}]}",
                "$['a'] | {\"a\":9,\"l\":[1,{\"x\":2}]}",
                "$[\"a b\"].c | {\"a\":0,\"l\":[1,{\"x\":2}],\"a b\":{\"c\":9}}",
                "$.l[1].x | {\"a\":0,\"l\":[1,{\"x\":9}]}",
                "$.new-one.deep | {\"a\":0,\"l\":[1,{\"x\":2}],\"new-one\":{\"deep\":9}}",
            })
    void puts_a_value_at_its_place_into_a_copy(String path, String expected) {
        var document = JsonValues.parse("{\"a\": 0, \"l\": [1, {\"x\": 2}]}");

        var result = Place.at(path).put(document, 9L);

        assertThat(JsonValues.text(result)).isEqualTo(expected);
        assertThat(JsonValues.text(document)).isEqualTo("{\"a\":0,\"l\":[1,{\"x\":2}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$.a.b | Unable to apply step \"b\" to input 0",
                "$.l.b | Unable to apply step \"b\" to input [1]",
                "$.l[1] | Unable to apply step \"1\" to input [1]",
                "$.a[0] | Unable to apply step \"0\" to input 0",
            })
    void conflicts_with_what_is_there(String path, String cause) {
        var document = JsonValues.parse("{\"a\": 0, \"l\": [1]}");

        assertThatThrownBy(() -> Place.at(path).put(document, 9L))
                .isInstanceOf(StateError.class)
                .hasMessage("States.ReferencePathConflict: " + cause);
    }
}
