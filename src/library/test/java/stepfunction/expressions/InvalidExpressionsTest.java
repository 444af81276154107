package stepfunction.expressions;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidExpressionsTest {

    private static final int MANY = 5000;

    @ParameterizedTest
    @ValueSource(strings = {"x /", "1 /* x", "x#", "x@"})
    void jsonata_that_the_library_cannot_read_is_invalid(String text) {
        assertInvalidJsonata(text, "it ends too soon, or is nested too deep");
    }

    @Test
    void jsonata_that_is_nested_too_deep_is_invalid() {
        assertInvalidJsonata(nested("(", "1", ")"), "it ends too soon, or is nested too deep");
        assertInvalidJsonata("1" + "+1".repeat(MANY), "it ends too soon, or is nested too deep");
    }

    private static void assertInvalidJsonata(String text, String reason) {
        assertThatExceptionOfType(InvalidExpressionException.class)
                .isThrownBy(() -> JsonataExpression.parse("{% " + text + " %}"))
                .withMessage(reason);
    }

    @Test
    void a_path_that_is_nested_too_deep_is_invalid() {
        var filters = nested("$[?(@.a[?(", "@.b", ")])]");

        assertThatExceptionOfType(InvalidExpressionException.class).isThrownBy(() -> PathExpression.parse(filters));
    }

    @Test
    void intrinsic_functions_that_are_nested_too_deep_are_invalid() {
        assertThatExceptionOfType(InvalidExpressionException.class)
                .isThrownBy(() -> Intrinsic.parse(nested("States.Array(", "", ")")))
                .withMessage("more than 10 functions are nested");
    }

    @ParameterizedTest
    @CsvSource({"1e999", "-1e999"})
    void a_number_beyond_a_double_is_invalid(String number) {
        assertThatExceptionOfType(InvalidExpressionException.class)
                .isThrownBy(() -> Intrinsic.parse("States.MathAdd(%s, 1)".formatted(number)))
                .withMessage("the number %s is out of range".formatted(number));
    }

    private static String nested(String open, String innermost, String close) {
        return open.repeat(MANY) + innermost + close.repeat(MANY);
    }
}
