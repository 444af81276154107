package stepfunction.declared;

import com.pulumi.asset.StringAsset;
import com.pulumi.core.Either;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.InputArgs;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/** Arguments of any class of the SDK's, with the least that the SDK demands. */
final class RequiredInputs {

    private RequiredInputs() {}

    static Object of(Class<?> type) {
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            var arguments = constructor.newInstance();
            for (var field : type.getDeclaredFields()) {
                if (field.isAnnotationPresent(Import.class)
                        && field.getAnnotation(Import.class).required()) {
                    field.setAccessible(true);
                    field.set(arguments, value(field.getGenericType()));
                }
            }
            return arguments;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type + " cannot be made", e);
        }
    }

    private static Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            var raw = (Class<?>) generic.getRawType();
            if (raw == Output.class) {
                return Output.of(value(SdkTypes.argument(type)));
            }
            if (raw == Either.class) {
                return Either.ofLeft(value(SdkTypes.argument(type)));
            }
            return raw == List.class ? List.of() : Map.of();
        }
        var plain = (Class<?>) type;
        if (InputArgs.class.isAssignableFrom(plain)) {
            return of(plain);
        }
        if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        }
        if (plain == Integer.class) {
            return 1;
        }
        if (plain == Double.class) {
            return 1.0;
        }
        if (plain == Boolean.class) {
            return true;
        }
        return plain == String.class || plain == Object.class ? "made" : new StringAsset("made");
    }
}
