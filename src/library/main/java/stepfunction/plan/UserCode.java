package stepfunction.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import stepfunction.asl.Findings;

/** Code that the user wrote. What goes wrong in it is told with the user's file and line, without a stack trace. */
public final class UserCode {

    private static final List<String> LIBRARIES =
            List.of("java.", "javax.", "jdk.", "sun.", "com.pulumi.", "com.google.");

    /** Of this program, but for App and whatever a user adds. */
    static final List<String> OWN_PACKAGES = List.of(
            "stepfunction.asl.",
            "stepfunction.aws.",
            "stepfunction.check.",
            "stepfunction.config.",
            "stepfunction.grants.",
            "stepfunction.packaging.",
            "stepfunction.plan.");

    private static final String IT_THROWS = ": it throws ";

    private UserCode() {}

    /**
     * Calls the user's code.
     *
     * @param what it is, such as {@code App.plan}
     * @param gives what it must return, such as {@code a plan}
     * @param findings take why there is no value
     * @throws RuntimeException that is no mistake of the user's
     */
    public static <T> Optional<T> call(
            String what, String gives, Supplier<? extends @Nullable T> code, Findings findings) {
        try {
            var value = code.get();
            if (value == null) {
                findings.error("%s must return %s, returned null".formatted(what, gives));
                return Optional.empty();
            }
            return Optional.of(value);
        } catch (RuntimeException e) {
            findings.error(failure(what, e));
            return Optional.empty();
        }
    }

    /** A sentence with the user's file and line. */
    private static String failure(String what, RuntimeException thrown) {
        var frames = ownFrames(thrown);
        var isThrownByThisProgram = !frames.isEmpty() && isOfThisProgram(frames.get(0));
        // What this program throws is a mistake of its own, unless it refuses an argument.
        var isRefusal = isThrownByThisProgram && thrown instanceof IllegalArgumentException;
        var ofTheUser = frames.stream().filter(frame -> !isOfThisProgram(frame)).findFirst();
        if (ofTheUser.isEmpty() || (isThrownByThisProgram && !isRefusal)) {
            throw thrown;
        }
        var place = ofTheUser.get();
        return isRefusal
                ? "%s fails at %s:%d: %s"
                        .formatted(what, place.getFileName(), place.getLineNumber(), thrown.getMessage())
                : "%s fails at %s:%d%s%s"
                        .formatted(what, place.getFileName(), place.getLineNumber(), IT_THROWS, thrown);
    }

    /** What ran between this class and the exception, without libraries. */
    private static List<StackTraceElement> ownFrames(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().equals(UserCode.class.getName()))
                .filter(frame -> !startsWithOneOf(LIBRARIES, frame.getClassName()))
                .toList();
    }

    /** Where the user's code or this program threw, libraries aside; empty where neither is in the stack trace. */
    public static Optional<StackTraceElement> place(Throwable thrown) {
        return ownFrames(thrown).stream().findFirst();
    }

    /** Whether a message reports an exception of the user's code. */
    public static boolean isReportedIn(String message) {
        return message.contains(IT_THROWS);
    }

    /** Whether a line is of this program, and not the user's. */
    public static boolean isOfThisProgram(StackTraceElement frame) {
        return startsWithOneOf(OWN_PACKAGES, frame.getClassName());
    }

    private static boolean startsWithOneOf(List<String> prefixes, String name) {
        return prefixes.stream().anyMatch(name::startsWith);
    }
}
