package stepfunction.lambda;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of an invocation of a function.
 *
 * @param payload absent where the function failed
 * @param error JSON as Lambda sends it, with errorType and errorMessage; absent where the function succeeded
 */
public record Invocation(Optional<JsonElement> payload, Optional<String> error, Duration took) {

    /** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
    private static final String UNKNOWN = "Lambda.Unknown";

    /** Of a process that has ended with a result that its runtime has not written. */
    private static final String WITHOUT_REASON = "exit status 0";

    /** @param answer as {@code invoke.py} describes it */
    static Invocation answered(Answer answer, LambdaFunction function, String requestId, Duration took) {
        return switch (answer.kind()) {
            case PAYLOAD ->
                answer.json()
                        .map(payload -> new Invocation(Optional.of(payload), Optional.empty(), took))
                        .orElseGet(() -> exited(WITHOUT_REASON, requestId, took));
            case ERROR ->
                answer.json()
                        .filter(Invocation::isError)
                        .map(error -> new Invocation(Optional.empty(), Optional.of(answer.text()), took))
                        .orElseGet(() -> exited(WITHOUT_REASON, requestId, took));
            case EXITED -> exited(answer.text(), requestId, took);
            case TIMED_OUT -> timedOut(function, requestId, took);
        };
    }

    private static boolean isError(JsonElement error) {
        return error instanceof JsonObject object
                && (isText(object.get("errorType")) || isText(object.get("errorMessage")));
    }

    private static boolean isText(@Nullable JsonElement member) {
        return member instanceof JsonPrimitive text && text.isString();
    }

    /** https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html */
    static Invocation timedOut(LambdaFunction function, String requestId, Duration took) {
        var timeout = function.timeout().toSeconds();
        var message = "RequestId: %s Error: Task timed out after %d.00 seconds".formatted(requestId, timeout);
        return failed("Sandbox.Timedout", message, took);
    }

    /** @param how such as {@code exit status 1} */
    static Invocation exited(String how, String requestId, Duration took) {
        var message = "RequestId: %s Error: Runtime exited with error: %s".formatted(requestId, how);
        return failed("Runtime.ExitError", message, took);
    }

    private static Invocation failed(String errorType, String errorMessage, Duration took) {
        var error = new JsonObject();
        error.addProperty("errorType", errorType);
        error.addProperty("errorMessage", errorMessage);
        return new Invocation(Optional.empty(), Optional.of(error.toString()), took);
    }

    /** The error's name. */
    public String errorType() {
        var type = JsonParser.parseString(error.orElseThrow()).getAsJsonObject().get("errorType");
        // Java's runtime names no type where a method is missing.
        return isText(type) ? type.getAsString() : UNKNOWN;
    }
}
