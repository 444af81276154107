package stepfunction.lambda.client;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A handler that takes and returns objects.
 *
 * @param input absent where the handler does not take the event
 * @param output absent where it returns nothing
 */
record ObjectHandler(Call call, Optional<PojoSerializer<Object>> input, Optional<PojoSerializer<Object>> output)
        implements Handler {

    /** A call of the handler. */
    interface Call {

        @Nullable
        Object with(@Nullable Object event, Context context) throws Throwable;
    }

    @SuppressWarnings("unchecked") // The event is read as the type that the handler takes.
    static Handler of(RequestHandler<?, ?> handler, Type input, Type output) {
        var untyped = (RequestHandler<Object, Object>) handler;
        return new ObjectHandler(
                untyped::handleRequest, Optional.of(Serializers.of(input)), serializerOfResult(output));
    }

    static Optional<PojoSerializer<Object>> serializerOfResult(Type type) {
        return type == void.class || type == Void.class ? Optional.empty() : Optional.of(Serializers.of(type));
    }

    @Override
    public void handle(InputStream event, OutputStream response, Context context) throws Throwable {
        var result = call.with(read(event), context);
        try {
            if (output.isPresent()) {
                output.get().toJson(result, response);
            } else {
                response.write("null".getBytes(StandardCharsets.UTF_8));
            }
        } catch (Throwable e) {
            throw new RuntimeException("An error occurred during JSON serialization of response", e);
        }
    }

    private @Nullable Object read(InputStream event) {
        try {
            return input.isPresent() ? input.get().fromJson(event) : null;
        } catch (Throwable e) {
            throw new RuntimeException("An error occurred during JSON parsing", e);
        }
    }
}
