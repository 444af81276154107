package stepfunction.lambda.client;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A method that handles events: https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html.
 *
 * @param parameters without the context
 * @param hasContext whether the context is its last parameter
 */
record HandlerMethod(Method method, List<Type> parameters, boolean hasContext) {

    /** Those that take streams; any other takes one object, or nothing. */
    private static final List<List<Type>> STREAMS = List.of(
            List.of(InputStream.class), List.of(OutputStream.class), List.of(InputStream.class, OutputStream.class));

    /** Absent where Lambda would not call it. */
    static Optional<HandlerMethod> of(Method method) {
        var parameters = new ArrayList<>(Arrays.asList(method.getGenericParameterTypes()));
        var hasContext = hasContext(method);
        if (hasContext) {
            parameters.remove(parameters.size() - 1);
        }
        var isPossible =
                STREAMS.contains(parameters) || (parameters.size() <= 1 && !parameters.contains(Context.class));
        return isPossible ? Optional.of(new HandlerMethod(method, parameters, hasContext)) : Optional.empty();
    }

    private static boolean hasContext(Method method) {
        var types = method.getParameterTypes();
        return types.length > 0 && types[types.length - 1] == Context.class;
    }

    static int numberOfParametersWhereContextCountsTwice(Method method) {
        return method.getParameterCount() + (hasContext(method) ? 1 : 0);
    }

    boolean isStatic() {
        return Modifier.isStatic(method.getModifiers());
    }

    /** @param instance of its class; none where it is static */
    Handler on(Optional<Object> instance) {
        if (STREAMS.contains(parameters)) {
            return (event, response, context) -> {
                call(instance, streams(event, response), context);
                if (!parameters.contains(OutputStream.class)) {
                    response.write("null".getBytes(StandardCharsets.UTF_8));
                }
            };
        }
        var input = parameters.isEmpty() ? Optional.<Type>empty() : Optional.of(parameters.get(0));
        return new ObjectHandler(
                (event, context) -> {
                    var arguments = new ArrayList<@Nullable Object>();
                    if (input.isPresent()) {
                        arguments.add(event);
                    }
                    return call(instance, arguments, context);
                },
                input.map(Serializers::of),
                ObjectHandler.serializerOfResult(method.getGenericReturnType()));
    }

    private List<@Nullable Object> streams(InputStream event, OutputStream response) {
        return new ArrayList<>(parameters.stream()
                .map(type -> type == InputStream.class ? event : response)
                .toList());
    }

    private @Nullable Object call(Optional<Object> instance, List<@Nullable Object> arguments, Context context)
            throws Throwable {
        if (hasContext) {
            arguments.add(context);
        }
        try {
            return method.invoke(instance.orElse(null), arguments.toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
