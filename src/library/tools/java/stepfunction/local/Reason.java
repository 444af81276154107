package stepfunction.local;

import com.pulumi.exceptions.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import stepfunction.asl.InvalidJsonException;
import stepfunction.lambda.CannotRunException;

/** Why a case cannot run, by what was thrown. */
record Reason(Throwable thrown) {

    /** One sentence for the user. */
    String sentence() {
        var cause = cause();
        if (cause instanceof CannotRunException
                || cause instanceof InvalidJsonException
                || cause instanceof RunException
                || cause instanceof IllegalArgumentException) {
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof IOException ofFile) {
            return "a file cannot be read or written (%s)".formatted(shown(ofFile));
        }
        if (cause instanceof StackOverflowError) {
            return "the execution's data is nested too deep for this machine";
        }
        if (cause instanceof OutOfMemoryError) {
            return "the execution needs more memory than Java has; set MAVEN_OPTS=-Xmx2g";
        }
        return "unexpected error: %s".formatted(withPlace(cause));
    }

    /** Without the exceptions that carry another one. */
    private Throwable cause() {
        var cause = thrown;
        while (cause.getCause() != null && isCarrier(cause)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean isCarrier(Throwable each) {
        return each instanceof CompletionException
                || each instanceof ExecutionException
                || each instanceof UncheckedIOException;
    }

    private static String shown(IOException e) {
        return e instanceof FileSystemException || e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** With its first frame, for a bug report. */
    private static String withPlace(Throwable cause) {
        var frames = cause.getStackTrace();
        return frames.length == 0 ? cause.toString() : "%s at %s".formatted(cause, frames[0]);
    }
}
