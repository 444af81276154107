package stepfunction.check;

import java.time.Duration;
import java.util.List;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.plan.Arn;
import stepfunction.plan.Plan;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Target;
import stepfunction.plan.WorkflowSpec;

/** The rules of EventBridge for a pipe from a queue: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-sqs.html. */
public final class QueueCheck {

    /** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_CreatePipe.html */
    private static final int MAX_PIPE_NAME = 64;

    /** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeSourceSqsQueueParameters.html */
    private static final int MAX_BATCH = 10_000;

    private static final Duration MAX_WINDOW = Duration.ofMinutes(5);

    /** As many as SQS gives at once; more must be waited for, which FIFO queues do not allow. */
    private static final int MAX_BATCH_WITHOUT_WINDOW = 10;

    private final QueueMessages messages;
    private final WorkflowSpec workflow;
    private final Plan plan;
    private final Findings findings = new Findings();

    private QueueCheck(QueueMessages messages, WorkflowSpec workflow, Plan plan) {
        this.messages = messages;
        this.workflow = workflow;
        this.plan = plan;
    }

    /** The findings, each once. */
    static List<Finding> check(QueueMessages messages, WorkflowSpec workflow, Plan plan) {
        var check = new QueueCheck(messages, workflow, plan);
        check.all();
        return check.findings.all();
    }

    /** The findings about the messages of a FIFO queue, whose kind is known only after it is declared. */
    public static List<Finding> checkFifo(QueueMessages messages) {
        var findings = new Findings();
        if (messages.batchSize() < 1 || messages.batchSize() > MAX_BATCH_WITHOUT_WINDOW) {
            findings.error("%s is a FIFO queue and must have a batch size of 1 to %d messages, was %d; correct it"
                    .formatted(messages.title(), MAX_BATCH_WITHOUT_WINDOW, messages.batchSize()));
        }
        if (!messages.batchWindow().isZero()) {
            findings.error(
                    "%s is a FIFO queue, which has no batch window; remove .batchWindow".formatted(messages.title()));
        }
        return findings.all();
    }

    private void all() {
        pipeName();
        isQueue();
        if (messages.queue().existingArn().endsWith(".fifo")) {
            findings.addAll(checkFifo(messages));
        } else {
            batchSize();
            batchWindow();
            batchSizeFitsWindow();
        }
        pattern();
        keyIsKey();
        deadLettersDoNotReturn();
    }

    private void pattern() {
        if (messages.pattern().isPresent()) {
            findings.addAll(
                    PatternCheck.check(messages, PatternSubject.MESSAGE, messages.examples(), plan.knownValues()));
        } else if (messages.examples().isPresent()) {
            findings.error(
                    "%s has an example of a message, but no pattern; add .matching(pattern) or remove the example"
                            .formatted(messages.title()));
        }
    }

    private void pipeName() {
        var name = messages.pipeName(workflow.settings().name());
        if (name.length() > MAX_PIPE_NAME) {
            findings.error(
                    "%s would have a pipe called %s, which has %d characters and may have %d; shorten the target's name"
                            .formatted(messages.title(), name, name.length(), MAX_PIPE_NAME));
        }
    }

    /** The ARN of a target that this stack declares is not known yet. */
    private void isQueue() {
        if (isOfOtherService(messages.queue(), "sqs")) {
            findings.error("%s must be an SQS queue, was %s; choose one"
                    .formatted(messages.title(), messages.queue().existingArn()));
        }
    }

    private void keyIsKey() {
        var key = messages.key().filter(target -> isOfOtherService(target, "kms"));
        if (key.isPresent()) {
            findings.error("%s is encrypted by the target %s, which is not a KMS key; choose one"
                    .formatted(messages.title(), key.get().name()));
        }
    }

    /** An ARN that is none has already been reported. */
    private static boolean isOfOtherService(Target<?> target, String service) {
        return Arn.parse(target.existingArn())
                .filter(arn -> !arn.service().equals(service))
                .isPresent();
    }

    /** An execution that cannot be started would be started again and again. */
    private void deadLettersDoNotReturn() {
        workflow.triggers().stream()
                .filter(trigger -> trigger.deadLetterQueue()
                        .filter(queue -> QueueMessages.of(queue).queueIdentity().equals(messages.queueIdentity()))
                        .isPresent())
                .forEach(trigger -> findings.warning(
                        Code.DEAD_LETTER_LOOP,
                        messages.name(),
                        "%s starts %s and receives the dead letters of %s, so a failed start causes another; send dead letters to another queue"
                                .formatted(messages.title(), workflow.title(), trigger.title())));
    }

    private void batchSize() {
        var size = messages.batchSize();
        if (size < 1 || size > MAX_BATCH) {
            findings.error("%s must have a batch size of 1 to %d messages, was %d; correct it"
                    .formatted(messages.title(), MAX_BATCH, size));
        }
    }

    private void batchWindow() {
        var window = messages.batchWindow();
        var isWhole = window.equals(Duration.ofSeconds(window.toSeconds()));
        if (!isWhole || window.isNegative() || window.compareTo(MAX_WINDOW) > 0) {
            findings.error("%s must have a batch window of 0 to %d whole seconds, was %s; correct it"
                    .formatted(messages.title(), MAX_WINDOW.toSeconds(), window));
        }
    }

    private void batchSizeFitsWindow() {
        var size = messages.batchSize();
        if (size > MAX_BATCH_WITHOUT_WINDOW
                && size <= MAX_BATCH
                && messages.batchWindow().isZero()) {
            findings.error(
                    "%s must have a batch window of at least 1 second with a batch size over %d, was 0; add .batchWindow"
                            .formatted(messages.title(), MAX_BATCH_WITHOUT_WINDOW));
        }
    }
}
