package stepfunction.lambda.client;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** The function's code cannot be called: a class is missing, a method has the wrong form, a constructor throws. */
final class HandlerFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Of the error that has led to it. */
    private final @Nullable String errorType;

    private final @Nullable String trace;

    private final boolean isFatal;

    private HandlerFault(String message, @Nullable Throwable thrown, boolean isFatal) {
        super(message);
        this.errorType = thrown == null ? null : thrown.getClass().getName();
        this.trace = thrown == null ? null : trace(thrown);
        this.isFatal = isFatal;
    }

    static HandlerFault of(String message) {
        return new HandlerFault(message, null, false);
    }

    static HandlerFault of(Throwable thrown) {
        return new HandlerFault(FunctionError.message(thrown), thrown, false);
    }

    static HandlerFault classNotFound(String className, ClassNotFoundException thrown) {
        return new HandlerFault("Class not found: " + className, thrown, false);
    }

    static HandlerFault classNotLoaded(String className, Throwable thrown) {
        var reason = thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
        return new HandlerFault("Error loading class " + className + reason, thrown, true);
    }

    static HandlerFault methodsNotLoaded(String className, String method, Throwable thrown) {
        return new HandlerFault("Error loading method " + method + " on class " + className, thrown, false);
    }

    /** @param thrown by the constructor */
    static HandlerFault notConstructed(Throwable thrown) {
        return new HandlerFault(FunctionError.message(thrown), thrown, true);
    }

    private static String trace(Throwable thrown) {
        OwnFrames.removeFrom(thrown);
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Nullable
    String errorType() {
        return errorType;
    }

    /** Whether the process is of no more use. */
    boolean isFatal() {
        return isFatal;
    }

    /** As Lambda logs it. */
    String inLog() {
        return trace == null ? getMessage() + "\n" : "%s: %s\n%s\n".formatted(getMessage(), errorType, trace);
    }
}
