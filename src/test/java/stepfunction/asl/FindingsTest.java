package stepfunction.asl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FindingsTest {

    @Test
    void tell_each_finding_once_in_the_order_in_which_it_came() {
        var findings = new Findings();

        findings.error("second in the alphabet");
        findings.warning("odd");
        findings.error("first in the alphabet");
        findings.error("second in the alphabet");
        findings.warning("odd");

        assertThat(findings.errors()).containsExactly("second in the alphabet", "first in the alphabet");
        assertThat(findings.warnings()).containsExactly("odd");
        assertThat(findings.all())
                .containsExactly(
                        Finding.error("second in the alphabet"),
                        Finding.warning("odd"),
                        Finding.error("first in the alphabet"));
    }

    @Test
    void name_what_others_are_about() {
        var others = new Findings();
        others.error("wrong");
        others.warning("odd");
        var findings = new Findings();

        findings.addAbout("workflow.asl.json", others);

        assertThat(findings.errors()).containsExactly("workflow.asl.json: wrong");
        assertThat(findings.warnings()).containsExactly("workflow.asl.json: odd");
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
