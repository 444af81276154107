package stepfunction.lambda.client;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The frames of a stack trace that are this client's, which the developer has no use for. */
final class OwnFrames {

    private static final String PACKAGE = OwnFrames.class.getPackageName() + ".";

    private OwnFrames() {}

    /** Ends the stack traces of an error, its causes and what it suppresses where the handler was called. */
    static void removeFrom(Throwable thrown) {
        removeFrom(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static void removeFrom(@Nullable Throwable thrown, Set<Throwable> seen) {
        if (thrown == null || !seen.add(thrown)) {
            return;
        }
        thrown.setStackTrace(Arrays.stream(thrown.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().startsWith(PACKAGE))
                .toArray(StackTraceElement[]::new));
        removeFrom(thrown.getCause(), seen);
        for (var suppressed : thrown.getSuppressed()) {
            removeFrom(suppressed, seen);
        }
    }
}
