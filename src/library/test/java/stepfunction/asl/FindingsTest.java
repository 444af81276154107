package stepfunction.asl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FindingsTest {

    @Test
    void tell_each_finding_once_in_the_order_in_which_it_came() {
        var findings = new Findings();

        for (var word : List.of("the", "quick", "brown", "fox", "jumps", "over", "the", "lazy", "dog")) {
            findings.error(word);
            findings.warning(word + "?");
        }

        assertThat(findings.errors()).containsExactly("the", "quick", "brown", "fox", "jumps", "over", "lazy", "dog");
        assertThat(findings.warnings())
                .containsExactly("the?", "quick?", "brown?", "fox?", "jumps?", "over?", "lazy?", "dog?");
        assertThat(findings.all()).startsWith(Finding.error("the"), Finding.warning("the?"), Finding.error("quick"));
    }

    @Test
    void name_what_others_are_about() {
        var others = new Findings();
        others.error("wrong");
        others.warning("odd");

        assertThat(others.about("workflow.asl.json"))
                .containsExactly(Finding.error("workflow.asl.json: wrong"), Finding.warning("workflow.asl.json: odd"));
    }

    @Test
    void refuse_nothing_by_warnings_alone() {
        var findings = new Findings();
        findings.warning("odd");
        assertThat(findings.hasErrors()).isFalse();

        findings.error("wrong");

        assertThat(findings.hasErrors()).isTrue();
    }
}
