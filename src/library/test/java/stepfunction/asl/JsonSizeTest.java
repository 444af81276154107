package stepfunction.asl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSizeTest {

    private static final long LIMIT = 1000;

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "text",
                "\"quotes\" and \\",
                "\b\t\n\f\r",
                "\u0001\u001f",
                "Größe",
                "€",
                "\u2028\u2029",
                "\uD83D\uDE00",
                "\uD83Dx",
                "x\uDE00"
            })
    void texts_have_the_size_of_their_json(@Nullable String text) {
        assertSizeOfJson(text);
    }

    @Test
    void values_have_the_size_of_their_json() {
        assertSizeOfJson(Map.of());
        assertSizeOfJson(List.of());
        assertSizeOfJson(Arrays.asList(1L, -1.5, true, false, null, Map.of("a", 1L, "b", List.of("c"))));
    }

    private static void assertSizeOfJson(@Nullable Object value) {
        var json = JsonValues.text(value);

        assertThat(JsonSize.of(value, LIMIT)).as(json).isEqualTo(json.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void a_value_exceeds_a_limit_only_above_it() {
        assertThat(JsonSize.exceeds(4, "ab")).isFalse();
        assertThat(JsonSize.exceeds(3, "ab")).isTrue();
    }

    @Test
    void a_value_that_holds_another_many_times_over_is_not_counted_to_its_end() {
        Object value = "text";
        for (int doubling = 0; doubling < 100; doubling++) {
            value = List.of(value, value);
        }

        assertThat(JsonSize.exceeds(LIMIT, value)).isTrue();
    }

    @Test
    void a_value_that_is_nested_too_deep_exceeds_any_limit() {
        assertThat(JsonSize.exceeds(LIMIT, nested(StrictJson.MAX_DEPTH))).isFalse();
        assertThat(JsonSize.exceeds(LIMIT, nested(StrictJson.MAX_DEPTH + 1))).isTrue();
    }

    private static Object nested(int depth) {
        Object value = 1L;
        for (int each = 0; each < depth; each++) {
            value = new ArrayList<>(List.of(value));
        }
        return value;
    }
}
