package stepfunction.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Code that the user wrote. What goes wrong in it is told with the user's file and line, without a stack trace. */
public final class UserCode {

    private static final List<String> LIBRARIES = List.of("java.", "javax.", "jdk.", "sun.", "com.pulumi.");

    /** Of this program, but for App and whatever a user adds. */
    private static final List<String> OWN_PACKAGES =
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
            return value == null
                    ? new Outcome<>(null, Optional.of("%s must return %s, returned null".formatted(what, gives)))
                    : new Outcome<>(value, Optional.empty());
        } catch (RuntimeException e) {
            var frames = ownFrames(e);
            var isRefusal = e instanceof IllegalArgumentException
                    && frames.stream().limit(1).anyMatch(UserCode::isOfThisProgram);
            var place = frames.stream()
                    .dropWhile(frame -> isRefusal && isOfThisProgram(frame))
                    .findFirst()
                    .filter(frame -> !isOfThisProgram(frame))
                    .orElseThrow(() -> e);
            var reason = isRefusal ? e.getMessage() : "it throws " + e;
            return new Outcome<>(
                    null,
                    Optional.of("%s fails at %s:%d: %s"
                            .formatted(what, place.getFileName(), place.getLineNumber(), reason)));
        }
    }

    /** What ran between this class and the exception, without libraries. */
    private static List<StackTraceElement> ownFrames(RuntimeException thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().equals(UserCode.class.getName()))
                .filter(frame -> !startsWithOneOf(LIBRARIES, frame.getClassName()))
                .toList();
    }

    private static boolean isOfThisProgram(StackTraceElement frame) {
        return startsWithOneOf(OWN_PACKAGES, frame.getClassName());
    }

    private static boolean startsWithOneOf(List<String> prefixes, String name) {
        return prefixes.stream().anyMatch(name::startsWith);
    }
}
