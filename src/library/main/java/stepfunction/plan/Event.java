package stepfunction.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import stepfunction.asl.JsonTemplate;

/**
 * Events of EventBridge that match a pattern: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html.
 *
 * @param name such as {@code uploads}; the rule's name in AWS begins with the state machine's
 * @param pattern JSON text, in which <code>"${FilesName}"</code> stands for a target's value
 * @param bus empty for the default one
 */
public record Event(
        String name, String pattern, Optional<Target<?>> bus, Input input, Optional<Target<?>> deadLetterQueue)
        implements Trigger {

    /** The output of a queue by which its policy is set. */
    private static final String URL = "Url";

    /** What an execution gets of the event: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html. */
    public sealed interface Input {}

    /** The whole event. */
    record Whole() implements Input {}

    /** A part of it. */
    record Part(String path) implements Input {}

    /**
     * A text made of it.
     *
     * @param paths by the name that stands for what is there
     * @param template JSON in which {@code <name>} stands for a value
     */
    record Transformed(Map<String, String> paths, String template) implements Input {

        Transformed {
            paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
        }
    }

    /** Events of the default bus, each of them whole the input of an execution. */
    public static Event matching(String name, String pattern) {
        return new Event(name, pattern, Optional.empty(), new Whole(), Optional.empty());
    }

    /** Events of a bus of one's own. */
    public Event on(Target<?> bus) {
        return new Event(name, pattern, Optional.of(bus), input, deadLetterQueue);
    }

    /** Gives an execution a part of the event, such as {@code $.detail}. */
    public Event inputPath(String path) {
        return new Event(name, pattern, bus, new Part(path), deadLetterQueue);
    }

    /**
     * Makes an execution's input of parts of the event.
     *
     * @param paths such as {@code $.detail.object.key} by a name such as {@code key}
     * @param template JSON in which {@code <key>} stands for what is there, as in <code>{"object": &lt;key&gt;}</code>
     */
    public Event inputTransformer(Map<String, String> paths, String template) {
        return new Event(name, pattern, bus, new Transformed(paths, template), deadLetterQueue);
    }

    /** The queue that takes what could not be delivered after all retries. */
    public Event deadLetters(Target<?> queue) {
        return new Event(name, pattern, bus, input, Optional.of(queue));
    }

    /** The path of the part that an execution gets, if it gets a part. */
    public Optional<String> partPath() {
        return input instanceof Part part ? Optional.of(part.path()) : Optional.empty();
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
