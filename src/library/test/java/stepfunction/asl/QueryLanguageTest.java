package stepfunction.asl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryLanguageTest {

    @ParameterizedTest
    @ValueSource(strings = {"{% $states.input %}", "{%1%}", "{%%}"})
    void text_in_its_marks_is_an_expression_in_JSONata_alone(String text) {
        assertThat(QueryLanguage.JSONATA.isExpression(text)).isTrue();
        assertThat(QueryLanguage.JSONPATH.isExpression(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$states.input", "{% $states.input", "$states.input %}", " {% 1 %}", "{% 1 %} ", "{%}"})
    void text_without_both_marks_at_its_ends_is_none(String text) {
        assertThat(QueryLanguage.JSONATA.isExpression(text)).isFalse();
    }

    @Test
    void name_of_no_language_counts_as_none() {
        assertThat(Definition.parse("{\"QueryLanguage\": \"JMESPath\"}")
                        .machine()
                        .machineLanguage())
                .isEqualTo(QueryLanguage.JSONPATH);
    }
}
