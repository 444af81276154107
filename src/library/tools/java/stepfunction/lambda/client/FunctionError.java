package stepfunction.lambda.client;

import com.amazonaws.services.lambda.runtime.serialization.factories.GsonFactory;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure as Lambda sends it: https://docs.aws.amazon.com/lambda/latest/dg/java-exceptions.html. */
record FunctionError(
        String errorMessage,
        @Nullable String errorType,
        @Nullable List<String> stackTrace) {

    static FunctionError of(Throwable thrown) {
        var frames = Arrays.stream(thrown.getStackTrace())
                .map(StackTraceElement::toString)
                .toList();
        return new FunctionError(message(thrown), thrown.getClass().getName(), frames);
    }

    static FunctionError of(HandlerFault fault) {
        return new FunctionError(String.valueOf(fault.getMessage()), fault.errorType(), null);
    }

    static String message(Throwable thrown) {
        return thrown.getLocalizedMessage() == null ? thrown.getClass().getName() : thrown.getLocalizedMessage();
    }

    byte[] json() {
        var json = new ByteArrayOutputStream();
        GsonFactory.getInstance().getSerializer(FunctionError.class).toJson(this, json);
        return json.toByteArray();
    }
}
