package stepfunction.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** {@code lookups.json} as it is read, and each mistake in it with its line. */
class LookupAnswersTest {

    @ParameterizedTest
    @CsvFileSource(resources = "refused-lookups.csv", delimiter = '|', numLinesToSkip = 1, quoteCharacter = '`')
    void mistake_is_reported_with_its_entry(String text, String message) {
        assertThatThrownBy(() -> LookupAnswers.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("src/test/lookups.json" + message);
    }

    @Test
    void every_wrong_entry_has_a_line() {
        assertThatThrownBy(() -> LookupAnswers.parse("""
                        [{"lookup": "aws:ssm/getParameter:getParameter", "answer": {"value": 3}},
                         {"lookup": "aws:ssm/getParameter:getParameter", "answer": {"value": "right"}},
                         {"lookup": "aws:ec2/getSubnets:getSubnets", "answer": {"ids": "subnet-1"}}]
                        """)).hasMessage("""
                        src/test/lookups.json: entry 1 (aws:ssm/getParameter:getParameter) must have a text as answer.value, was 3
                        src/test/lookups.json: entry 3 (aws:ec2/getSubnets:getSubnets) must have a list as answer.ids, was "subnet-1\"""");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "accepted-lookups.csv", delimiter = '|', numLinesToSkip = 1, quoteCharacter = '`')
    void answer_of_the_declared_types_is_accepted(String text) {
        assertThat(LookupAnswers.parse(text).entries()).hasSize(1);
    }
}
