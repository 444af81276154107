package stepfunction.declared;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.pulumi.core.Either;
import com.pulumi.core.annotations.CustomType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import stepfunction.asl.Spelling;

/**
 * The check of an entry's answer against the class that the SDK makes of it. The SDK itself makes an empty text of a value of the wrong
 * type, and drops a property that it does not know.
 */
final class AnswerCheck {

    private AnswerCheck() {}

    /** The problem, if any, as the rest of a sentence about the entry. */
    static Optional<String> problem(LookupEntry entry) {
        if (entry.lookup().equals(MockedProviders.STACK_REFERENCE)) {
            return Optional.empty();
        }
        var parsed = LookupToken.parse(entry.lookup());
        if (parsed.isEmpty()) {
            return Optional.of(
                    "must be of the form provider:module/name:name, such as aws:ssm/getParameter:getParameter");
        }
        var token = parsed.get();
        var resource = token.resourceClass();
        if (resource.isPresent()) {
            return ofObject(SdkTypes.outputs(resource.get()), entry.answer(), "answer");
        }
        var result = token.resultType();
        if (result.isEmpty()) {
            // Of a provider whose SDK is not there, nothing is known to check.
            return token.isOfKnownProvider() ? Optional.of(unknown(token)) : Optional.empty();
        }
        return ofObject(SdkTypes.properties(result.get()), entry.answer(), "answer");
    }

    private static String unknown(LookupToken token) {
        return Spelling.nearest(token.name(), token.namesInModule())
                .map(name -> "is not a lookup of the SDK; did you mean %s?".formatted(token.withName(name)))
                .orElse("is not a lookup of the SDK; copy the token from the line that the local run prints");
    }

    private static Optional<String> ofObject(Map<String, Type> types, JsonObject object, String path) {
        return object.entrySet().stream()
                .flatMap(property -> ofProperty(types, property.getKey(), property.getValue(), path).stream())
                .findFirst();
    }

    private static Optional<String> ofProperty(Map<String, Type> types, String name, JsonElement value, String path) {
        var type = types.get(name);
        if (type == null) {
            var meant = Spelling.nearest(name, types.keySet()).map("; did you mean %s?"::formatted);
            return Optional.of("has the unknown property %s.%s%s".formatted(path, name, meant.orElse("; remove it")));
        }
        return ofValue(type, value, path + "." + name);
    }

    private static Optional<String> ofValue(Type type, JsonElement value, String path) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic, value, path);
        }
        if (type instanceof Class<?> customType && customType.isAnnotationPresent(CustomType.class)) {
            return value instanceof JsonObject object
                    ? ofObject(SdkTypes.properties(customType), object, path)
                    : wrong(path, "an object", value);
        }
        if (type == String.class || (type instanceof Class<?> enumType && enumType.isEnum())) {
            return value instanceof JsonPrimitive text && text.isString()
                    ? Optional.empty()
                    : wrong(path, "a text", value);
        }
        if (type == Boolean.class) {
            return value instanceof JsonPrimitive flag && flag.isBoolean()
                    ? Optional.empty()
                    : wrong(path, "true or false", value);
        }
        if (type == Integer.class) {
            return isNumber(value) && value.getAsDouble() == Math.rint(value.getAsDouble())
                    ? Optional.empty()
                    : wrong(path, "a whole number", value);
        }
        return type != Double.class || isNumber(value) ? Optional.empty() : wrong(path, "a number", value);
    }

    private static Optional<String> ofGeneric(ParameterizedType type, JsonElement value, String path) {
        var arguments = type.getActualTypeArguments();
        if (type.getRawType() == List.class) {
            return value instanceof JsonArray list
                    ? IntStream.range(0, list.size())
                            .mapToObj(index -> ofValue(arguments[0], list.get(index), "%s[%d]".formatted(path, index)))
                            .flatMap(Optional::stream)
                            .findFirst()
                    : wrong(path, "a list", value);
        }
        if (type.getRawType() == Map.class) {
            return value instanceof JsonObject map
                    ? map.entrySet().stream()
                            .flatMap(entry ->
                                    ofValue(arguments[1], entry.getValue(), path + "." + entry.getKey()).stream())
                            .findFirst()
                    : wrong(path, "an object", value);
        }
        if (type.getRawType() == Either.class) {
            var problems = Stream.of(arguments)
                    .map(argument -> ofValue(argument, value, path))
                    .toList();
            return problems.stream().allMatch(Optional::isPresent) ? problems.get(0) : Optional.empty();
        }
        return type.getRawType() == Optional.class ? ofValue(arguments[0], value, path) : Optional.empty();
    }

    private static boolean isNumber(JsonElement value) {
        return value instanceof JsonPrimitive number && number.isNumber();
    }

    private static Optional<String> wrong(String path, String rule, JsonElement value) {
        return Optional.of("must have %s as %s, was %s".formatted(rule, path, value));
    }
}
