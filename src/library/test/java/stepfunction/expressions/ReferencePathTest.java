package stepfunction.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferencePathTest {

    @Test
    void steps_are_names_and_indexes() {
        assertThat(ReferencePath.parse("$.a['b c'][2]").steps()).containsExactly("a", "b c", 2);
        assertThat(ReferencePath.parse("$").steps()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "$a",
                "$$.a",
                "$.",
                "$..a",
                "$.a[*]",
                "$.*",
                "$[",
                "$['a",
                "$['a','b']",
                "$[1:2]",
                "$[-1]",
                "$[4294967295]",
                "$.a[?(@.b)]",
                "$[]"
            })
    void names_one_place_and_nothing_else(String path) {
        assertThatThrownBy(() -> ReferencePath.parse(path)).isInstanceOf(InvalidExpressionException.class);
    }
}
