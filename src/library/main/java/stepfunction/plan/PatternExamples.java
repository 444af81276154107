package stepfunction.plan;

import java.util.List;
import java.util.stream.Stream;

/**
 * Examples beside a pattern of events or messages, as JSON.
 *
 * @param matched those that the pattern must match
 * @param ignored those that it must not match
 */
public record PatternExamples(List<String> matched, List<String> ignored) {

    static final PatternExamples NONE = new PatternExamples(List.of(), List.of());

    public PatternExamples {
        matched = List.copyOf(matched);
        ignored = List.copyOf(ignored);
    }

    /** Whether there is one. */
    public boolean isPresent() {
        return !equals(NONE);
    }

    PatternExamples matched(String example) {
        return new PatternExamples(with(matched, example), ignored);
    }

    PatternExamples ignored(String example) {
        return new PatternExamples(matched, with(ignored, example));
    }

    private static List<String> with(List<String> examples, String example) {
        return Stream.concat(examples.stream(), Stream.of(example)).toList();
    }
}
