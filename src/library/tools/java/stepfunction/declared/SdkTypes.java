package stepfunction.declared;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.CustomType;
import com.pulumi.core.annotations.Export;
import com.pulumi.resources.Resource;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types of outputs and properties, as the classes of Pulumi's SDKs declare them. */
final class SdkTypes {

    private static final Map<Class<?>, Map<String, Type>> OUTPUTS = new ConcurrentHashMap<>();

    /** Every resource has them, and the SDK sets them. */
    private static final Set<String> OF_EVERY_RESOURCE = Set.of("id", "urn");

    private SdkTypes() {}

    /** The types of a resource's outputs that AWS always sets, by name; an output that may be empty is an {@code Output<Optional<T>>}. */
    static Map<String, Type> certainOutputs(Class<?> resource) {
        return OUTPUTS.computeIfAbsent(resource, SdkTypes::read);
    }

    private static Map<String, Type> read(Class<?> resource) {
        var optional = declaringClasses(resource)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(SdkTypes::returnsOptionalOutput)
                .map(Method::getName)
                .collect(Collectors.toSet());
        return outputs(resource, optional);
    }

    /** The types of all outputs of a resource, by name. */
    static Map<String, Type> outputs(Class<?> resource) {
        return outputs(resource, Set.of());
    }

    private static Map<String, Type> outputs(Class<?> resource, Set<String> withoutFields) {
        var types = new LinkedHashMap<String, Type>();
        declaringClasses(resource)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(Export.class) && !withoutFields.contains(field.getName()))
                .forEach(field -> types.put(
                        named(field.getAnnotation(Export.class).name(), field.getName()),
                        argument(field.getGenericType())));
        types.keySet().removeAll(OF_EVERY_RESOURCE);
        return types;
    }

    private static Stream<Class<?>> declaringClasses(Class<?> resource) {
        return Stream.iterate(resource, type -> type != null && type != Resource.class, Class::getSuperclass);
    }

    private static boolean returnsOptionalOutput(Method method) {
        return method.getParameterCount() == 0
                && method.getReturnType() == Output.class
                && argument(method.getGenericReturnType()) instanceof ParameterizedType argument
                && argument.getRawType() == Optional.class;
    }

    /** The first type argument; the type itself where it has none. */
    static Type argument(Type type) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : type;
    }

    /** The types of all properties of a class of outputs, by name. */
    static Map<String, Type> properties(Class<?> customType) {
        return properties(customType, true);
    }

    /** The types of those properties that are never null. */
    static Map<String, Type> certainProperties(Class<?> customType) {
        return properties(customType, false);
    }

    private static Map<String, Type> properties(Class<?> customType, boolean withNullable) {
        var types = new LinkedHashMap<String, Type>();
        for (var method : builder(customType).getDeclaredMethods()) {
            var setter = method.getAnnotation(CustomType.Setter.class);
            // A list has a second setter, for its elements one by one, without the annotation.
            if (setter != null && (withNullable || !isNullable(method.getParameters()[0]))) {
                types.put(named(setter.value(), method.getName()), method.getGenericParameterTypes()[0]);
            }
        }
        return types;
    }

    private static Class<?> builder(Class<?> customType) {
        return Arrays.stream(customType.getDeclaredClasses())
                .filter(inner -> inner.isAnnotationPresent(CustomType.Builder.class))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(customType + " has no builder"));
    }

    /** The SDK's classes have {@code javax.annotation.Nullable}. */
    private static boolean isNullable(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    /** An annotation names what cannot be a name in Java. */
    private static String named(String annotated, String name) {
        return annotated.isEmpty() ? name : annotated;
    }
}
