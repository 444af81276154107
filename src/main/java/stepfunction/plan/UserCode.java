package stepfunction.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls code that the user wrote. What goes wrong there is told with the user's file and line, without a stack trace. */
public final class UserCode {

    private static final List<String> LIBRARIES = List.of("java.", "javax.", "jdk.", "sun.", "com.pulumi.");
    /** Of this program, but for App and whatever a user adds. */
    private static final List<String> ROOMS =
            List.of("stepfunction.asl.", "stepfunction.aws.", "stepfunction.config.", "stepfunction.plan.");

    private UserCode() {}

    /**
     * What the user's code has given.
     *
     * @param violation one sentence if there is no value
     */
    public record Outcome<T>(@Nullable T value, Optional<String> violation) {}

    /**
     * Calls the user's code.
     *
     * @param what it is, such as {@code App.plan}
     * @param gives what it must return, such as {@code a plan}
     * @throws RuntimeException that is no mistake of the user's
     */
    public static <T> Outcome<T> call(String what, String gives, Supplier<? extends @Nullable T> code) {
        try {
            var value = code.get();
            var isNull = value == null;
            return new Outcome<>(
                    value,
                    isNull ? Optional.of("%s must return %s, returned null".formatted(what, gives)) : Optional.empty());
        } catch (RuntimeException e) {
            var place = place(e).orElseThrow(() -> e);
            var reason = e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
            return new Outcome<>(null, Optional.of("%s fails at %s with %s".formatted(what, place, reason)));
        }
    }

    /** The line of the user's code that threw, or that called the house with what it refuses. */
    private static Optional<String> place(RuntimeException thrown) {
        var frames = Arrays.stream(thrown.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().equals(UserCode.class.getName()))
                .filter(frame -> !startsWithOneOf(LIBRARIES, frame.getClassName()))
                .toList();
        var isRefused = thrown instanceof IllegalArgumentException;
        return frames.stream()
                .filter(frame -> !isRefused || !isOfTheHouse(frame))
                .findFirst()
                .filter(frame -> !isOfTheHouse(frame))
                .map(frame -> "%s:%d".formatted(frame.getFileName(), frame.getLineNumber()));
    }

    private static boolean isOfTheHouse(StackTraceElement frame) {
        return startsWithOneOf(ROOMS, frame.getClassName());
    }

    private static boolean startsWithOneOf(List<String> prefixes, String name) {
        return prefixes.stream().anyMatch(name::startsWith);
    }
}
