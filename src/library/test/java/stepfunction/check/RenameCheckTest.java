package stepfunction.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import stepfunction.Fixture;
import stepfunction.asl.Findings;
import stepfunction.plan.Plan;
import stepfunction.plan.Source;
import stepfunction.plan.Target;

class RenameCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");

    private static final Plan PLAN = Fixture.planOf("{}", Fixture.stackConfig())
            .function("count", "count")
            .workflow("refund", new Source("refund.asl.json", "{}"), workflow -> {});

    private static List<String> violations(Plan plan) {
        var findings = new Findings();
        findings.addAll(PlanCheck.check(plan, NOW));
        return findings.errors();
    }

    private static Plan withFunction(String... formerNames) {
        return PLAN.function("tally", "count", function -> function.formerly(formerNames));
    }

    private static Plan withWorkflow(String... formerNames) {
        return PLAN.workflow(
                "payback", new Source("payback.asl.json", "{}"), workflow -> workflow.formerly(formerNames));
    }

    @Test
    void names_that_are_gone_are_accepted() {
        assertThat(violations(withFunction("sum", "total"))).isEmpty();
        assertThat(violations(withWorkflow("moneyBack", "giveBack"))).isEmpty();
    }

    @Test
    void name_of_another_kind_of_entry_is_free() {
        var news = Target.existing("news", "arn:aws:sns:eu-central-1:123456789012:news");

        assertThat(violations(withFunction("news").target(news))).isEmpty();
        assertThat(violations(withFunction("payback"))).isEmpty();
    }

    @Test
    void name_that_the_plan_still_has_is_refused() {
        assertThat(violations(withFunction("count")))
                .containsExactly(
                        "plan: the function tally has .formerly(\"count\"), but the plan still has the function count; rename that one, or remove .formerly(\"count\")");
        assertThat(violations(withWorkflow("refund")))
                .containsExactly(
                        "plan: the workflow payback has .formerly(\"refund\"), but the plan still has the workflow refund; rename that one, or remove .formerly(\"refund\")");
        assertThat(violations(withWorkflow("workflow")))
                .containsExactly(
                        "plan: the workflow payback has .formerly(\"workflow\"), the name of the plan's first workflow; remove it");
    }

    @Test
    void own_name_is_refused() {
        assertThat(violations(withFunction("tally")))
                .containsExactly("plan: the function tally has .formerly(\"tally\"), its own name; remove it");
    }

    @Test
    void name_that_is_none_is_refused() {
        assertThat(violations(withFunction("Sum up")))
                .containsExactly(
                        "plan: the function tally has .formerly(\"Sum up\"), but a name is of letters and digits and starts with a lower-case letter; correct it");
        assertThat(violations(withWorkflow("")))
                .containsExactly(
                        "plan: the workflow payback has .formerly(\"\"), but a name is of letters and digits and starts with a lower-case letter; correct it");
    }

    @Test
    void name_that_two_entries_had_is_refused() {
        assertThat(violations(withFunction("sum").function("total", "count", total -> total.formerly("sum", "all"))))
                .containsExactly("plan: two functions have .formerly(\"sum\"); remove it from one");
    }

    @Test
    void name_that_one_entry_has_twice_is_refused() {
        assertThat(violations(withFunction("sum", "sum")))
                .containsExactly("plan: the function tally has .formerly(\"sum\") twice; remove one");
    }

    @Test
    void name_in_aws_that_another_entry_has_is_refused() {
        assertThat(violations(withFunction("sum").function("total", "count", total -> total.named("greeter-sum"))))
                .containsExactly(
                        "plan: two roles have the name greeter-sum-assume-role; set .named(NAME) for one of the functions or workflows");
    }

    @Test
    void output_that_another_entry_has_is_refused() {
        assertThat(violations(withFunction("sum").function("total", "count", total -> total.exportedAs("sum"))))
                .containsExactly("plan: two functions export sumFunctionName; set .exportedAs(NAME) for one");
    }

    @Test
    void mistakes_are_reported_together() {
        var plan = withFunction("count").target(Target.existing("1st", "arn:aws:sns:eu-central-1:123456789012:first"));

        assertThat(violations(plan))
                .containsExactly(
                        "plan: the name \"1st\" must be of letters and digits and start with a lower-case letter, such as orderCount; change it",
                        "plan: the function tally has .formerly(\"count\"), but the plan still has the function count; rename that one, or remove .formerly(\"count\")");
    }
}
