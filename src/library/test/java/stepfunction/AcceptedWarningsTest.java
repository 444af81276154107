package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import stepfunction.plan.Plan;
import stepfunction.plan.Source;

/** The warnings that {@code accept} in a plan silences, and those that it does not. */
final class AcceptedWarningsTest {

    private static final String WAITING = """
            {"StartAt": "Rest", "States": {
              "Rest": {"Type": "Wait", "Seconds": 1, "Next": "Keep"},
              "Keep": {"Type": "Pass", "Parameters": {"name": "$.name"}, "End": true}}}""";

    private static final String NO_TIMEOUT =
            ": the state machine has no TimeoutSeconds, so an execution may run for a" + " year; add it [NO_TIMEOUT]";
    private static final String NO_DOLLAR =
            ": Parameters/name of Keep is \"$.name\", which is taken literally; for what"
                    + " it stands for, name the field name.$ [NO_DOLLAR]";

    private static List<String> warnings(UnaryOperator<Plan> more) {
        return Preflight.check(
                        Fixture.reader(Map.of()),
                        config -> more.apply(Fixture.planOf(WAITING, config)),
                        Fixture.PROJECT.projectDir())
                .warnings();
    }

    @Test
    void every_warning_ends_with_the_code_by_which_it_is_accepted() {
        assertThat(warnings(plan -> plan))
                .containsExactlyInAnyOrder("workflow.asl.json" + NO_TIMEOUT, "workflow.asl.json" + NO_DOLLAR);
    }

    @Test
    void accepted_warning_is_not_reported() {
        assertThat(warnings(plan -> plan.accept("NO_DOLLAR", "Keep")))
                .containsExactly("workflow.asl.json" + NO_TIMEOUT);
        assertThat(warnings(plan -> plan.accept("NO_DOLLAR", "Keep").accept("NO_TIMEOUT")))
                .isEmpty();
    }

    @Test
    void warning_about_an_entry_is_accepted_by_its_name() {
        assertThat(warnings(plan -> plan.value("Price", 1)
                        .accept("UNUSED_VALUE", "Price")
                        .accept("NO_TIMEOUT")
                        .accept("NO_DOLLAR", "Keep")))
                .isEmpty();
    }

    @Test
    void each_workflow_accepts_its_own_warnings() {
        var refund = new Source("refund.asl.json", WAITING);

        assertThat(warnings(plan -> plan.accept("NO_TIMEOUT")
                        .accept("NO_DOLLAR", "Keep")
                        .workflow("refund", refund, workflow -> workflow.accept("NO_TIMEOUT"))))
                .containsExactly("refund.asl.json" + NO_DOLLAR);
    }

    @Test
    void unused_accept_is_a_warning() {
        assertThat(warnings(plan ->
                        plan.accept("NO_TIMEOUT").accept("NO_DOLLAR", "Keep").accept("NO_PATH", "Rest")))
                .containsExactly(
                        "plan: the state machine has .accept(\"NO_PATH\", \"Rest\"), but there is no such warning; correct it or remove it");
    }

    @Test
    void unknown_code_is_refused() {
        assertThatThrownBy(
                        () -> warnings(plan -> plan.accept("NO_DOLAR", "Keep").accept("ODD")))
                .hasMessageEndingWith("""
                        - plan: the state machine has .accept("NO_DOLAR", "Keep"), but no warning has the code NO_DOLAR; did you mean NO_DOLLAR?
                        - plan: the state machine has .accept("ODD"), but no warning has the code ODD; use the code at the end of the warning""".stripIndent());
    }

    @Test
    void error_cannot_be_accepted() {
        assertThatThrownBy(() -> warnings(plan -> plan.accept("MISSING_END_STATE")))
                .hasMessageContaining(
                        "plan: the state machine has .accept(\"MISSING_END_STATE\"), but MISSING_END_STATE is an error, which AWS refuses; remove it");
    }
}
