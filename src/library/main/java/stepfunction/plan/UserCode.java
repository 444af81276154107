package stepfunction.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import stepfunction.asl.Findings;

/** Code that the user wrote: whatever is neither in this library nor in another one. Its exceptions are reported with file and line, without a stack trace. */
public final class UserCode {

    private static final String THIS_LIBRARY = "stepfunction.";
    /** Those that may call the user's code. */
    private static final List<String> OTHER_LIBRARIES =
            List.of("java.", "javax.", "jdk.", "sun.", "com.pulumi.", "com.google.", "org.junit.", "org.apache.maven.");

    /** The first parts of a package that show whose it is, such as {@code org.example}. */
    private static final int PARTS_OF_OWNER = 2;

    private static final String IT_THROWS = ": it throws ";

    private UserCode() {}

    /**
     * Calls the user's code.
     *
     * @param what it is, such as {@code plan}
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

    /** Runs the user's code that returns nothing. */
    public static void run(String what, Runnable code, Findings findings) {
        call(
                what,
                "nothing",
                () -> {
                    code.run();
                    return true;
                },
                findings);
    }

    /** A sentence with the user's file and line. */
    private static String failure(String what, RuntimeException thrown) {
        var frames = framesOfCode(thrown);
        var isThrownByThisLibrary = !frames.isEmpty() && isOfThisLibrary(frames.get(0));
        // An exception of this library is a bug of its own, unless it refuses an argument.
        var isNull = thrown instanceof NullPointerException;
        var isRefusal = isThrownByThisLibrary && (isNull || thrown instanceof IllegalArgumentException);
        var ofTheUser = frames.stream().filter(frame -> !isOfThisLibrary(frame)).findFirst();
        if (ofTheUser.isEmpty() || (isThrownByThisLibrary && !isRefusal)) {
            throw thrown;
        }
        var place = ofTheUser.get();
        return isRefusal
                ? "%s fails at %s:%d: %s"
                        .formatted(
                                what,
                                place.getFileName(),
                                place.getLineNumber(),
                                isNull ? "an argument must be set, was null" : thrown.getMessage())
                : "%s fails at %s:%d%s%s"
                        .formatted(what, place.getFileName(), place.getLineNumber(), IT_THROWS, thrown);
    }

    /** The frames between this class and the exception that are the user's or this library's: the user's code is what calls further libraries. */
    private static List<StackTraceElement> framesOfCode(Throwable thrown) {
        var frames = Arrays.stream(thrown.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().equals(UserCode.class.getName()))
                .filter(frame -> OTHER_LIBRARIES.stream().noneMatch(frame.getClassName()::startsWith))
                .toList();
        var outermost = frames.stream().filter(frame -> !isOfThisLibrary(frame)).reduce((inner, outer) -> outer);
        return frames.stream()
                .filter(frame ->
                        isOfThisLibrary(frame) || outermost.map(UserCode::owner).equals(Optional.of(owner(frame))))
                .toList();
    }

    private static List<String> owner(StackTraceElement frame) {
        var parts = List.of(frame.getClassName().split("\\."));
        return parts.subList(0, Math.min(PARTS_OF_OWNER, parts.size() - 1));
    }

    /** The innermost line of the user's or this library's in the stack trace of an exception; empty where neither is in it. */
    public static Optional<StackTraceElement> place(Throwable thrown) {
        return framesOfCode(thrown).stream().findFirst();
    }

    /** Whether a message reports an exception of the user's code. */
    public static boolean isReportedIn(String message) {
        return message.contains(IT_THROWS);
    }

    /** Whether a line is this library's, not the user's. */
    public static boolean isOfThisLibrary(StackTraceElement frame) {
        return frame.getClassName().startsWith(THIS_LIBRARY);
    }
}
