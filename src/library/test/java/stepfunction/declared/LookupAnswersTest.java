package stepfunction.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
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

    @Test
    void lookup_of_an_unknown_provider_needs_an_entry() {
        var computed = new ComputedLookups("eu-west-1", new ArchiveProvider(Path.of("")));
        var entry = "{\"lookup\": \"acme:index/getThing:getThing\", \"arguments\": {\"a\": 1}, \"answer\": {\"b\": 2}}";

        var lookups = new Lookups(LookupAnswers.parse("[" + entry + "]"), computed);

        assertThat(lookups.answer("acme:index/getThing:getThing", Map.of("a", 1)))
                .containsEntry("b", 2.0);
        assertThatThrownBy(() -> lookups.answer("acme:index/getThing:getThing", Map.of("a", 2)))
                .hasMessage(
                        "nothing is known of the result of the lookup acme:index/getThing:getThing; add this entry, with an answer, to the list in src/test/lookups.json: "
                                + "{\"lookup\":\"acme:index/getThing:getThing\",\"arguments\":{\"a\":2},\"answer\":{}}");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "accepted-lookups.csv", delimiter = '|', numLinesToSkip = 1, quoteCharacter = '`')
    void answer_of_the_declared_types_is_accepted(String text) {
        assertThat(LookupAnswers.parse(text).entries()).hasSize(1);
    }
}
