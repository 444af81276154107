package stepfunction.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PinnedUrnsTest {

    private static final String COUNT = "stepfunction:index:HandlerFunction::count";
    private static final String TALLY = "stepfunction:index:HandlerFunction::tally";
    private static final String SUM = "stepfunction:index:HandlerFunction::sum";
    private static final String REFUND = "stepfunction:index:Workflow::refund";
    private static final String PAYBACK = "stepfunction:index:Workflow::payback";
    private static final String COUNT_ROLE = "stepfunction:index:HandlerFunction$aws:iam/role:Role::count-role";
    private static final String QUEUE = "aws:sqs/queue:Queue::mail";

    private static PinnedUrns urns(List<String> pinned, List<String> declared, String... former) {
        return new PinnedUrns(pinned, declared, Set.of(former));
    }

    @Test
    void renamed_function_without_its_former_name_is_lost_and_the_advice_names_both() {
        var urns = urns(List.of(COUNT, COUNT_ROLE, QUEUE), List.of(TALLY, QUEUE));

        assertThat(urns.lost()).containsExactly(COUNT, COUNT_ROLE);
        assertThat(urns.advice())
                .isEqualTo(" if count is now called tally, add .formerly(\"count\") to it, and nothing is replaced;");
    }

    @Test
    void renamed_workflow_is_distinguished_from_a_renamed_function() {
        var urns = urns(List.of(COUNT, REFUND), List.of(TALLY, PAYBACK));

        assertThat(urns.advice())
                .isEqualTo(
                        " if count is now called tally, add .formerly(\"count\") to it, and nothing is replaced;"
                                + " if refund is now called payback, add .formerly(\"refund\") to it, and nothing is replaced;");
    }

    @Test
    void new_name_among_several_is_not_guessed() {
        assertThat(urns(List.of(COUNT), List.of(TALLY, SUM)).advice())
                .isEqualTo(
                        " if count is now called tally or sum, add .formerly(\"count\") to it, and nothing is replaced;");
    }

    @Test
    void removed_entry_needs_no_former_name() {
        var urns = urns(List.of(COUNT, SUM, QUEUE), List.of(SUM));

        assertThat(urns.lost()).containsExactly(COUNT, QUEUE);
        assertThat(urns.advice()).isEmpty();
    }

    @Test
    void resource_that_is_taken_over_is_not_lost_and_stays_pinned() {
        var urns = urns(List.of(COUNT, QUEUE), List.of(TALLY), COUNT, REFUND);

        assertThat(urns.lost()).containsExactly(QUEUE);
        assertThat(urns.updated()).containsExactly(COUNT, TALLY);
    }
}
