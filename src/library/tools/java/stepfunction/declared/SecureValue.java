package stepfunction.declared;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A config value that {@code pulumi config set --secret} encrypted, {@code secure: v1:...}, alone or within a structure. Only the stack's
 * passphrase or key decrypts it, so locally a text that says so stands for it.
 */
final class SecureValue {

    static final String KEY = "secure";

    private SecureValue() {}

    /** Whether the value is encrypted, or a part of it. */
    static boolean isIn(@Nullable Object value) {
        if (value instanceof Map<?, ?> mapping) {
            return isItself(mapping) || mapping.values().stream().anyMatch(SecureValue::isIn);
        }
        return value instanceof List<?> list && list.stream().anyMatch(SecureValue::isIn);
    }

    private static boolean isItself(Map<?, ?> mapping) {
        return mapping.size() == 1 && mapping.get(KEY) instanceof String;
    }

    /** The value of a key with made-up texts in place of what is encrypted. */
    static @Nullable Object madeUp(String key, @Nullable Object value) {
        if (value instanceof Map<?, ?> mapping) {
            if (isItself(mapping)) {
                return "<value of %s>".formatted(key);
            }
            var plain = new LinkedHashMap<String, @Nullable Object>();
            mapping.forEach((name, element) -> plain.put(String.valueOf(name), madeUp(key, element)));
            return plain;
        }
        return value instanceof List<?> list
                ? list.stream().map(element -> madeUp(key, element)).toList()
                : value;
    }
}
