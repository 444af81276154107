package stepfunction.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.aws.sqs.Queue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stepfunction.Fixture;
import stepfunction.asl.Findings;
import stepfunction.plan.Event;
import stepfunction.plan.Plan;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Schedule;
import stepfunction.plan.Source;
import stepfunction.plan.Target;
import stepfunction.plan.Trigger;

/** Queues that are rejected as triggers before anything is registered. */
class QueueCheckTest {

    private static final Target<Queue> INBOX =
            Target.of("inbox", () -> new Queue("inbox"), Queue::arn).with("Name", Queue::name);
    private static final Target<String> FIFO =
            Target.existing("parcels", "arn:aws:sqs:eu-central-1:123456789012:parcels.fifo");
    private static final Plan PLAN =
            Fixture.planOf("{}", Fixture.stackConfig()).target(INBOX).target(FIFO);

    private static List<String> violations(Plan plan) {
        var findings = new Findings();
        findings.addAll(PlanCheck.check(plan, Instant.parse("2026-11-26T08:00:00Z")));
        return findings.errors();
    }

    private static List<String> warnings(Plan plan) {
        var findings = new Findings();
        findings.addAll(PlanCheck.check(plan, Instant.parse("2026-11-26T08:00:00Z")));
        return findings.warnings();
    }

    private static List<String> violations(QueueMessages messages) {
        return violations(PLAN.startOn(messages));
    }

    @Test
    void queues_of_all_kinds_are_accepted() {
        assertThat(violations(PLAN.startOn(QueueMessages.of(INBOX)
                                .batchSize(10_000)
                                .batchWindow(Duration.ofMinutes(5))
                                .matching("{\"body\": {\"to\": [\"${InboxName}\", {\"prefix\": \"x\"}]}}"))
                        .startOn(QueueMessages.of(FIFO).batchSize(10))))
                .isEmpty();
        assertThat(violations(QueueMessages.of(INBOX).batchSize(10))).isEmpty();
        assertThat(violations(QueueMessages.of(INBOX).batchSize(11).batchWindow(Duration.ofSeconds(1))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "10001"})
    void batch_size_out_of_range_is_refused(int size) {
        assertThat(violations(QueueMessages.of(INBOX).batchSize(size)))
                .containsExactly("plan: the queue inbox must have a batch size of 1 to 10000 messages, was " + size
                        + "; correct it");
    }

    @ParameterizedTest
    @CsvSource({"PT301S", "PT-1S", "PT0.5S"})
    void batch_window_out_of_range_is_refused(Duration window) {
        assertThat(violations(QueueMessages.of(INBOX).batchWindow(window)))
                .containsExactly("plan: the queue inbox must have a batch window of 0 to 300 whole seconds, was "
                        + window + "; correct it");
    }

    @Test
    void large_batch_needs_a_window() {
        assertThat(violations(QueueMessages.of(INBOX).batchSize(11)))
                .containsExactly("plan: the queue inbox must have a batch window of at least 1 second"
                        + " with a batch size over 10, was 0; add .batchWindow");
    }

    @Test
    void fifo_queue_has_small_batches_without_a_window() {
        assertThat(violations(QueueMessages.of(FIFO).batchSize(11)))
                .containsExactly("plan: the queue parcels is a FIFO queue and must have a batch size"
                        + " of 1 to 10 messages, was 11; correct it");
        assertThat(violations(QueueMessages.of(FIFO).batchWindow(Duration.ofSeconds(1))))
                .containsExactly(
                        "plan: the queue parcels is a FIFO queue, which has no batch window; remove .batchWindow");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            {                   | has a pattern that must have a closing } for the {, at line 1, column 1
            ["order"]           | must have a pattern that is a JSON object, such as {"body": {"kind": ["order"]}}; correct it
            {}                  | must match something, but its pattern is empty; name the body at least
            {"body": {}}        | must match something, but body is empty; name the body at least
            {"body": []}        | has no value for body in its pattern; add one
            {"body": "order"}   | has "order" for body in its pattern, which must be a list; write ["order"]
            """)
    void pattern_that_eventbridge_refuses_is_refused(String pattern, String message) {
        assertThat(violations(QueueMessages.of(INBOX).matching(pattern)))
                .containsExactly("plan: the queue inbox " + message);
    }

    @Test
    void pattern_that_is_too_long_is_refused() {
        var pattern = "{\"body\":[\"%s\"]}".formatted("x".repeat(4085));

        assertThat(violations(QueueMessages.of(INBOX).matching(pattern)))
                .containsExactly("plan: the queue inbox has a pattern of 4098 characters,"
                        + " and EventBridge allows 4096; shorten it");
    }

    @Test
    void misspelled_placeholder_is_reported_with_the_nearest_known_one() {
        assertThat(violations(QueueMessages.of(INBOX).matching("{\"body\": [\"${InboName}\"]}")))
                .containsExactly(
                        "plan: the queue inbox needs ${InboName}, which no target defines; did you mean ${InboxName}?");
    }

    @Test
    void target_that_is_no_queue_is_refused() {
        var news = Target.existing("news", "arn:aws:sns:eu-central-1:123456789012:news");

        assertThat(violations(PLAN.target(news).startOn(QueueMessages.of(news))))
                .containsExactly("plan: the queue news must be an SQS queue,"
                        + " was arn:aws:sns:eu-central-1:123456789012:news; choose one");
    }

    @Test
    void key_that_is_none_is_refused() {
        var news = Target.existing("news", "arn:aws:sns:eu-central-1:123456789012:news");

        assertThat(violations(PLAN.target(news).startOn(QueueMessages.of(FIFO).encryptedBy(news))))
                .containsExactly("plan: the queue parcels is encrypted by the target news,"
                        + " which is not a KMS key; choose one");
    }

    @Test
    void target_that_the_plan_does_not_list_is_refused() {
        var other = Target.of("other", () -> new Queue("other"), Queue::arn);

        assertThat(violations(QueueMessages.of(other)))
                .containsExactly("plan: the queue other needs ${OtherArn}, which no target defines; add .target(...)");
    }

    @Test
    void queue_in_another_region_is_refused() {
        var far = Target.existing("far", "arn:aws:sqs:us-east-1:123456789012:far");

        assertThat(violations(PLAN.target(far).startOn(QueueMessages.of(far))))
                .containsExactly("plan: the target far is in us-east-1, but Step Functions calls only its own Region"
                        + " eu-central-1; choose one there");
    }

    @Test
    void queue_that_is_listed_twice_is_refused() {
        assertThat(violations(PLAN.startOn(QueueMessages.of(INBOX))
                        .startOn(QueueMessages.of(INBOX).batchSize(2))))
                .containsExactly("plan: the queue inbox is listed twice; remove one");
    }

    @Test
    void two_targets_that_are_one_queue_are_a_warning() {
        var again = Target.existing("again", FIFO.existingArn());
        var plan = PLAN.target(again).startOn(QueueMessages.of(FIFO)).startOn(QueueMessages.of(again));

        assertThat(violations(plan)).isEmpty();
        assertThat(warnings(plan))
                .containsExactly("plan: the queue again is the same as the queue parcels,"
                        + " so each message reaches only one of them; remove one [DUPLICATE_TRIGGER]");
    }

    @Test
    void queue_of_two_workflows_is_a_warning() {
        var plan = PLAN.startOn(QueueMessages.of(INBOX))
                .workflow(
                        "refund",
                        new Source("refund.asl.json", "{}"),
                        workflow -> workflow.startOn(QueueMessages.of(INBOX)));

        assertThat(violations(plan)).isEmpty();
        assertThat(warnings(plan))
                .containsExactly(
                        "plan: the queue inbox starts the state machine and the workflow refund,"
                                + " but each message reaches only one of them; give each a queue of its own [DUPLICATE_TRIGGER]");
    }

    @Test
    void events_of_two_workflows_may_not_share_a_declared_queue_of_dead_letters() {
        var late = Target.of("late", () -> new Queue("late"), Queue::arn).with("Url", Queue::url);
        var existing = Target.existing("old", "arn:aws:sqs:eu-central-1:123456789012:old");
        var event = Event.matching("sales", "{\"source\": [\"shop\"]}");
        var other = Event.matching("refunds", "{\"source\": [\"shop\"]}");

        assertThat(violations(ofTwoWorkflows(late, event.deadLetters(late), other.deadLetters(late))))
                .containsExactly("plan: the queue late receives dead letters from events of the state machine and the"
                        + " workflow refund, but its policy can be set for one workflow only; add a queue for each");
        assertThat(violations(ofTwoWorkflows(existing, event.deadLetters(existing), other.deadLetters(existing))))
                .isEmpty();
        assertThat(violations(ofTwoWorkflows(
                        late,
                        event.deadLetters(late),
                        Schedule.rate("poll", Duration.ofHours(1)).deadLetters(late))))
                .isEmpty();
    }

    private static Plan ofTwoWorkflows(Target<?> queue, Trigger first, Trigger second) {
        return PLAN.target(queue)
                .startOn(first)
                .workflow("refund", new Source("refund.asl.json", "{}"), workflow -> workflow.startOn(second));
    }

    @Test
    void dead_letters_that_start_their_own_workflow_again_are_a_warning() {
        var poll = Schedule.rate("poll", Duration.ofHours(1)).deadLetters(INBOX);

        assertThat(warnings(PLAN.startOn(QueueMessages.of(INBOX)).startOn(poll)))
                .containsExactly(
                        "plan: the queue inbox starts the state machine and receives the dead letters of the"
                                + " schedule poll, so a failed start causes another; send dead letters to another queue [DEAD_LETTER_LOOP]");
        assertThat(warnings(ofTwoWorkflows(FIFO, QueueMessages.of(INBOX), poll)))
                .isEmpty();
    }

    @Test
    void queue_may_have_the_name_of_another_trigger() {
        assertThat(violations(PLAN.startOn(QueueMessages.of(INBOX))
                        .startOn(Schedule.rate("inbox", Duration.ofHours(1)))
                        .startOn(Event.matching("parcels", "{\"source\": [\"shop\"]}"))
                        .startOn(QueueMessages.of(FIFO))))
                .isEmpty();
    }

    @Test
    void name_of_a_pipe_that_is_too_long_is_refused() {
        var config = Fixture.stackConfig(Map.of("stepFunctionName", "s".repeat(50)));
        var named = Target.existing("q".repeat(14), "arn:aws:sqs:eu-central-1:123456789012:inbox");

        assertThat(violations(Fixture.planOf("{}", config).target(named).startOn(QueueMessages.of(named))))
                .containsExactly("plan: the queue " + "q".repeat(14) + " would have a pipe called " + "s".repeat(50)
                        + "-" + "q".repeat(14)
                        + ", which has 65 characters and may have 64; shorten the target's name");
    }
}
