package stepfunction.lambda.client;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.ServiceLoader;

/** Reads and writes objects as Lambda does: https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html. */
final class Serializers {

    private Serializers() {}

    /** That of the function's own for all types, if it has one; that of an event of AWS; or that of any type. */
    static PojoSerializer<Object> of(Type type) {
        var classes = Thread.currentThread().getContextClassLoader();
        var own = ServiceLoader.load(CustomPojoSerializer.class, classes).findFirst();
        if (own.isPresent()) {
            return new OwnSerializer(own.get(), type);
        }
        if (type instanceof Class<?> event && LambdaEventSerializers.isLambdaSupportedEvent(event.getName())) {
            return ofEvent(event, classes);
        }
        return JacksonFactory.getInstance().getSerializer(type);
    }

    @SuppressWarnings("unchecked") // It writes what it has read.
    private static PojoSerializer<Object> ofEvent(Class<?> event, ClassLoader classes) {
        return (PojoSerializer<Object>) LambdaEventSerializers.serializerFor(event, classes);
    }

    private record OwnSerializer(CustomPojoSerializer serializer, Type type) implements PojoSerializer<Object> {

        @Override
        public Object fromJson(InputStream json) {
            return serializer.fromJson(json, type);
        }

        @Override
        public Object fromJson(String json) {
            return serializer.fromJson(json, type);
        }

        @Override
        public void toJson(Object value, OutputStream json) {
            serializer.toJson(value, json, type);
        }
    }
}
