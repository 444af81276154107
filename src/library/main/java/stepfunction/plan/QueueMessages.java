package stepfunction.plan;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import stepfunction.asl.JsonTemplate;

/**
 * The messages of a queue, which a pipe of EventBridge receives: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-sqs.html.
 *
 * <p>The input of an execution is always an array, even for one message. Each element is a message as SQS has it, with {@code messageId},
 * {@code attributes} and so on; its {@code body} is a text, which the definition parses: {@code $parse($states.input[0].body)} in JSONata,
 * {@code States.StringToJson($[0].body)} in JSONPath.
 *
 * <p>A STANDARD execution is only started: once it is, the pipe deletes the messages, and a failure of the execution does not bring them
 * back. The pipe waits for an EXPRESS execution: if it fails, its messages return to the queue, whose redrive policy limits the attempts.
 *
 * @param queue an SQS queue
 * @param batchSize how many messages an execution gets at most
 * @param batchWindow how long the pipe waits for a batch to fill
 * @param pattern of the messages that start executions; empty for all
 * @param key that encrypts the queue, where the stack does not declare the queue
 * @param examples that the pattern is checked with
 */
public record QueueMessages(
        Target<?> queue,
        int batchSize,
        Duration batchWindow,
        Optional<String> pattern,
        Optional<Target<?>> key,
        PatternExamples examples)
        implements Trigger {

    public QueueMessages {
        Objects.requireNonNull(batchWindow);
    }

    /**
     * Starts an execution on each message of a queue.
     *
     * @param queue an SQS queue, standard or FIFO, which nothing else receives from
     */
    public static QueueMessages of(Target<?> queue) {
        return new QueueMessages(queue, 1, Duration.ZERO, Optional.empty(), queue.key(), PatternExamples.NONE);
    }

    /**
     * Starts an execution on several messages together.
     *
     * @param messages 1 to 10,000; to 10 for a FIFO queue. More than 10 need a {@link #batchWindow}
     */
    public QueueMessages batchSize(int messages) {
        return new QueueMessages(queue, messages, batchWindow, pattern, key, examples);
    }

    /**
     * Waits for a batch to fill; by default, an execution gets what is there.
     *
     * @param window whole seconds, to 5 minutes; a FIFO queue has none
     */
    public QueueMessages batchWindow(Duration window) {
        return new QueueMessages(queue, batchSize, window, pattern, key, examples);
    }

    /**
     * Starts executions on matching messages alone. The pipe deletes the others.
     *
     * @param json a pattern of EventBridge, such as <code>{"body": {"kind": ["order"]}}</code>, in which placeholders refer to targets:
     *     https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-filtering.html
     */
    public QueueMessages matching(String json) {
        return new QueueMessages(queue, batchSize, batchWindow, Optional.of(json), key, examples);
    }

    /**
     * Adds an example of a message that must match the pattern. The check of the plan compares them as EventBridge does.
     *
     * @param example JSON with at least the fields that the pattern names, such as <code>{"body": {"kind": "order"}}</code>. The body may
     *     also be a text that contains JSON, as SQS has it
     */
    public QueueMessages matches(String example) {
        return new QueueMessages(queue, batchSize, batchWindow, pattern, key, examples.matched(example));
    }

    /**
     * Adds an example of a message that must not match the pattern.
     *
     * @param example JSON, as for {@link #matches}. Change one field of a message that matches: an example without a field of the pattern
     *     never matches
     */
    public QueueMessages ignores(String example) {
        return new QueueMessages(queue, batchSize, batchWindow, pattern, key, examples.ignored(example));
    }

    /** Allows decrypting the messages of an existing queue by its own KMS key; the key of a queue that the stack declares is known. */
    public QueueMessages encryptedBy(Target<?> kmsKey) {
        return new QueueMessages(queue, batchSize, batchWindow, pattern, Optional.of(kmsKey), examples);
    }

    /** The same for two targets that are one queue. */
    public String queueIdentity() {
        return queue.isDeclaredHere() ? queue.name() : queue.existingArn();
    }

    /** The name of its pipe in AWS: pipes of all workflows share the account. */
    public String pipeName(String stateMachineName) {
        return "%s-%s".formatted(stateMachineName, queue.name());
    }

    /** The name of its queue. */
    @Override
    public String name() {
        return queue.name();
    }

    @Override
    public boolean isNamedInPlan() {
        return false;
    }

    @Override
    public String title() {
        return "the queue " + queue.name();
    }

    @Override
    public String json() {
        return pattern.orElse("{}");
    }

    /** Empty: the queue has its own, by its redrive policy. */
    @Override
    public Optional<Target<?>> deadLetterQueue() {
        return Optional.empty();
    }

    @Override
    public Set<String> neededPlaceholders() {
        var needed = new LinkedHashSet<>(JsonTemplate.placeholdersIn(json()));
        needed.add(queue.arnPlaceholder());
        key.ifPresent(target -> needed.add(target.arnPlaceholder()));
        return needed;
    }
}
