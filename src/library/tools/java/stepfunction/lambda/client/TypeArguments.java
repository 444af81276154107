package stepfunction.lambda.client;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A class or interface, as one below it extends or implements it.
 *
 * @param arguments of its type parameters, by their names
 */
record TypeArguments(Class<?> type, Map<String, Type> arguments) {

    /**
     * The types that a class handles and returns, set by itself or by a class that it extends.
     *
     * @throws HandlerFault where Lambda would not find them
     */
    static List<Type> ofRequestHandler(Class<?> handler) {
        var remaining = new ArrayDeque<>(List.of(new TypeArguments(handler, Map.of())));
        while (!remaining.isEmpty()) {
            var each = remaining.remove();
            for (var above : each.supertypes()) {
                if (above instanceof ParameterizedType parameterized && isRequestHandler(parameterized)) {
                    return checked(handler, each.resolved(parameterized));
                }
                remaining.add(each.at(above));
            }
        }
        throw HandlerFault.of(noConcreteTypes(handler));
    }

    private static boolean isRequestHandler(ParameterizedType type) {
        // As in Lambda, an interface that extends it counts, too, whose parameters may be others.
        var raw = (Class<?>) type.getRawType();
        return raw.isInterface() && RequestHandler.class.isAssignableFrom(raw);
    }

    /** The interfaces first. */
    private List<Type> supertypes() {
        var supertypes = new ArrayList<>(Arrays.asList(type.getGenericInterfaces()));
        if (type.getGenericSuperclass() != null) {
            supertypes.add(type.getGenericSuperclass());
        }
        return supertypes;
    }

    private TypeArguments at(Type above) {
        if (!(above instanceof ParameterizedType parameterized)) {
            return new TypeArguments((Class<?>) above, Map.of());
        }
        var raw = (Class<?>) parameterized.getRawType();
        var values = resolved(parameterized);
        var named = new HashMap<String, Type>();
        for (var index = 0; index < values.size(); index++) {
            named.put(raw.getTypeParameters()[index].getName(), values.get(index));
        }
        return new TypeArguments(raw, named);
    }

    private List<Type> resolved(ParameterizedType above) {
        return Arrays.stream(above.getActualTypeArguments())
                .map(argument -> argument instanceof TypeVariable<?> variable
                        ? arguments.getOrDefault(variable.getName(), variable)
                        : argument)
                .toList();
    }

    private static List<Type> checked(Class<?> handler, List<Type> types) {
        if (types.size() != 2) {
            throw HandlerFault.of("Invalid class signature for RequestHandler. Expected two generic types, got %d"
                    .formatted(types.size()));
        }
        for (var each : types) {
            if (each instanceof TypeVariable<?> variable && !hasBound(variable)) {
                throw HandlerFault.of(
                        "%s: parameter %s has no upper bound.".formatted(noConcreteTypes(handler), variable));
            }
        }
        return types;
    }

    private static boolean hasBound(TypeVariable<?> variable) {
        return Arrays.stream(variable.getBounds()).anyMatch(bound -> bound != Object.class);
    }

    private static String noConcreteTypes(Class<?> handler) {
        return "Class %s does not implement RequestHandler with concrete type parameters".formatted(handler.getName());
    }
}
