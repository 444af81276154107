package stepfunction.lambda.client;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntimeInternal;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The log of {@code Context.getLogger()}, as text: https://docs.aws.amazon.com/lambda/latest/dg/java-logging.html. */
record TextLog(PrintStream stdout) implements LambdaLogger {

    @Override
    public void log(@Nullable String message) {
        write(message);
    }

    @Override
    public void log(byte @Nullable [] message) {
        write(message == null ? null : new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public void log(@Nullable String message, LogLevel level) {
        write(level == LogLevel.UNDEFINED ? message : "[%s] %s".formatted(level, message));
    }

    /** The message has the format of the library that logs it. */
    @Override
    public void log(byte @Nullable [] message, LogLevel level) {
        log(message);
    }

    /** In Lambda each message is an entry of its own, so here it is a line. */
    private void write(@Nullable String message) {
        var text = String.valueOf(message);
        stdout.print(text.endsWith("\n") ? text : text + "\n");
    }

    /** Makes the request's id known to {@code %X{AWSRequestId}} of {@code aws-lambda-java-log4j2}. */
    void startOf(String requestId) {
        if (LambdaRuntimeInternal.getUseLog4jAppender()) {
            try {
                Thread.currentThread()
                        .getContextClassLoader()
                        .loadClass("org.apache.logging.log4j.ThreadContext")
                        .getMethod("put", String.class, String.class)
                        .invoke(null, "AWSRequestId", requestId);
            } catch (ReflectiveOperationException e) {
                // Its lines have no id then, as in Lambda.
            }
        }
    }
}
