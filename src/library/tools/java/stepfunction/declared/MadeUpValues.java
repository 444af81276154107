package stepfunction.declared;

import com.pulumi.core.Either;
import com.pulumi.core.annotations.CustomType;
import com.pulumi.core.annotations.EnumType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Values in place of those that AWS alone knows, by their declared type. A text says that it is made up: {@code <keyId of orders>}.
 *
 * @param owner the resource or lookup that the values belong to
 * @param listSize how many elements a list has
 */
record MadeUpValues(String owner, String region, int listSize) {

    /** In place of the service in an ARN. */
    static final String SERVICE = "made-up";

    /** Types may contain themselves. */
    private static final int MAX_DEPTH = 3;

    /** A value that the SDK accepts for the type; empty where the type says nothing of the value. */
    Optional<Object> value(Type type, String name) {
        return value(type, name, 0);
    }

    /** Values for those properties of a class of outputs that are never null. */
    Map<String, Object> properties(Class<?> customType) {
        return properties(customType, 0);
    }

    private Optional<Object> value(Type type, String name, int depth) {
        if (type instanceof ParameterizedType generic) {
            return valueOfGeneric(generic, name, depth);
        }
        if (type == String.class) {
            return Optional.of(text(name));
        }
        if (type == Integer.class) {
            return Optional.of(1);
        }
        if (type == Double.class) {
            return Optional.of(1.0);
        }
        if (type == Boolean.class) {
            return Optional.of(false);
        }
        if (type instanceof Class<?> enumType && enumType.isEnum()) {
            return Optional.of(converted(enumType.getEnumConstants()[0]));
        }
        if (type instanceof Class<?> customType && customType.isAnnotationPresent(CustomType.class)) {
            return depth > MAX_DEPTH ? Optional.empty() : Optional.of(properties(customType, depth + 1));
        }
        return Optional.empty();
    }

    private Optional<Object> valueOfGeneric(ParameterizedType type, String name, int depth) {
        if (type.getRawType() == List.class) {
            return Optional.of(IntStream.rangeClosed(1, listSize)
                    .mapToObj(number -> value(SdkTypes.argument(type), nameOfElement(name, number), depth + 1))
                    .flatMap(Optional::stream)
                    .toList());
        }
        if (type.getRawType() == Map.class) {
            return Optional.of(Map.of());
        }
        if (type.getRawType() == Either.class) {
            return value(SdkTypes.argument(type), name, depth);
        }
        return Optional.empty();
    }

    private Map<String, Object> properties(Class<?> customType, int depth) {
        var values = new LinkedHashMap<String, Object>();
        SdkTypes.certainProperties(customType)
                .forEach((name, type) -> value(type, name, depth).ifPresent(value -> values.put(name, value)));
        return values;
    }

    /** Elements differ, because a program may use them as keys. */
    private static String nameOfElement(String list, int number) {
        var name = list.endsWith("s") ? list.substring(0, list.length() - 1) : list;
        return number == 1 ? name : name + " " + number;
    }

    private String text(String name) {
        return isArn(name) ? arn(name.replace(' ', '-')) : "<" + name + " of " + owner + ">";
    }

    private static boolean isArn(String name) {
        var end = name.indexOf(' ') < 0 ? name.length() : name.indexOf(' ');
        return name.regionMatches(true, end - "arn".length(), "arn", 0, "arn".length());
    }

    private String arn(String name) {
        var account = String.join(":", ComputedState.partition(region), SERVICE, region, DeclaredStack.ACCOUNT);
        return "arn:" + account + ":" + owner + "/" + name;
    }

    /** The text that the SDK knows a constant by. */
    private static Object converted(Object constant) {
        return Arrays.stream(constant.getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(EnumType.Converter.class))
                .findFirst()
                .map(converter -> converted(constant, converter))
                .orElseGet(constant::toString);
    }

    private static Object converted(Object constant, Method converter) {
        try {
            return converter.invoke(constant);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
