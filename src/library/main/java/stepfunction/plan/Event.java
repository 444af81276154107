package stepfunction.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import stepfunction.asl.JsonTemplate;

/**
 * Events of EventBridge that match a pattern: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html.
 *
 * @param name such as {@code uploads}; in AWS the rule's name is the state machine's, a hyphen and this
 * @param pattern JSON, in which placeholders such as <code>"${FilesName}"</code> refer to targets
 * @param bus empty for the default event bus
 * @param input of an execution
 * @param deadLetterQueue receives what could not be delivered
 * @param examples that the pattern is checked with
 */
public record Event(
        String name,
        String pattern,
        Optional<Target<?>> bus,
        Input input,
        Optional<Target<?>> deadLetterQueue,
        PatternExamples examples)
        implements Trigger {

    public Event {
        Objects.requireNonNull(name);
        Objects.requireNonNull(pattern);
    }

    /** The output of a queue by which its policy is set. */
    private static final String URL = "Url";

    /** The part of an event that is an execution's input: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html. */
    public sealed interface Input {}

    /** The whole event. */
    record WholeEvent() implements Input {}

    /** A part of it. */
    record PartOfEvent(String path) implements Input {

        PartOfEvent {
            Objects.requireNonNull(path);
        }
    }

    /**
     * A text made of it.
     *
     * @param paths by the name that stands for what is there
     * @param template JSON in which {@code <name>} stands for a value
     */
    record Transformed(Map<String, String> paths, String template) implements Input {

        Transformed {
            paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
            Objects.requireNonNull(template);
        }
    }

    /**
     * Starts an execution on each event of the default event bus that matches a pattern. The input is the whole event.
     *
     * @param pattern JSON, in which placeholders such as <code>"${FilesName}"</code> refer to targets
     */
    public static Event matching(String name, String pattern) {
        return new Event(name, pattern, Optional.empty(), new WholeEvent(), Optional.empty(), PatternExamples.NONE);
    }

    /**
     * Adds an example of an event that must match the pattern. The check of the plan compares them as EventBridge does, so that a pattern
     * that matches nothing is reported before it is deployed.
     *
     * @param example JSON with at least the fields that the pattern names. AWS's TestEventPattern also needs {@code id}, {@code account},
     *     {@code time} and so on, which every event has; an example may leave them out. A placeholder such as <code>"${FilesName}"</code>
     *     is the value that the pattern has for it
     */
    public Event matches(String example) {
        return new Event(name, pattern, bus, input, deadLetterQueue, examples.matched(example));
    }

    /**
     * Adds an example of an event that must not match the pattern.
     *
     * @param example JSON, as for {@link #matches}. Change one field of an event that matches: an example without a field of the pattern
     *     never matches
     */
    public Event ignores(String example) {
        return new Event(name, pattern, bus, input, deadLetterQueue, examples.ignored(example));
    }

    /** Sets the event bus; by default it is the account's default one. */
    public Event on(Target<?> bus) {
        return new Event(name, pattern, Optional.of(bus), input, deadLetterQueue, examples);
    }

    /**
     * Makes a part of the event the input, in place of the whole.
     *
     * @param path a JSONPath such as {@code $.detail}
     */
    public Event inputPath(String path) {
        return new Event(name, pattern, bus, new PartOfEvent(path), deadLetterQueue, examples);
    }

    /**
     * Makes the input from parts of the event.
     *
     * @param paths JSONPaths such as {@code $.detail.object.key}, by a name such as {@code key}
     * @param template JSON in which {@code <key>} stands for the value at that path, as in <code>{"object": &lt;key&gt;}</code>
     */
    public Event inputTransformer(Map<String, String> paths, String template) {
        return new Event(name, pattern, bus, new Transformed(paths, template), deadLetterQueue, examples);
    }

    /** Sets the queue that receives what could not be delivered after all retries; by default it is lost. */
    public Event deadLetters(Target<?> queue) {
        return new Event(name, pattern, bus, input, Optional.of(queue), examples);
    }

    /** The path of the part that is the input; empty for anything else than a part. */
    public Optional<String> partPath() {
        return input instanceof PartOfEvent part ? Optional.of(part.path()) : Optional.empty();
    }

    /** The paths of a transformer, by name; none where there is no transformer. */
    public Map<String, String> transformerPaths() {
        return input instanceof Transformed transformed ? transformed.paths() : Map.of();
    }

    /** The template of a transformer, if there is one. */
    public Optional<String> transformerTemplate() {
        return input instanceof Transformed transformed ? Optional.of(transformed.template()) : Optional.empty();
    }

    /** The name of its rule in AWS: rules of all workflows share a bus. */
    public String ruleName(String stateMachineName) {
        return "%s-%s".formatted(stateMachineName, name);
    }

    /** The name of the placeholder of a queue's URL, by which its policy is set. */
    public static String urlPlaceholder(Target<?> queue) {
        return queue.placeholder(URL);
    }

    @Override
    public String title() {
        return "the event " + name;
    }

    @Override
    public String json() {
        return pattern;
    }

    /** The policy of a queue that the stack declares is set by its URL. */
    @Override
    public Set<String> neededPlaceholders() {
        var needed = new LinkedHashSet<>(JsonTemplate.placeholdersIn(pattern));
        bus.ifPresent(target -> needed.add(target.arnPlaceholder()));
        deadLetterQueue.ifPresent(queue -> needed.add(queue.arnPlaceholder()));
        deadLetterQueue.filter(Target::isDeclaredHere).ifPresent(queue -> needed.add(urlPlaceholder(queue)));
        return needed;
    }
}
