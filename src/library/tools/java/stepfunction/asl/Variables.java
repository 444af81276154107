package stepfunction.asl;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of a scope, which sees those of the scopes around it and assigns only its own. */
final class Variables {

    private final @Nullable Variables outer;
    private final Map<String, @Nullable Object> values = new HashMap<>();

    private Variables(@Nullable Variables outer) {
        this.outer = outer;
    }

    static Variables none() {
        return new Variables(null);
    }

    Variables inner() {
        return new Variables(this);
    }

    void assign(Map<String, ? extends @Nullable Object> assigned) {
        values.putAll(assigned);
    }

    boolean has(String name) {
        return values.containsKey(name) || (outer != null && outer.has(name));
    }

    @Nullable
    Object get(String name) {
        return values.containsKey(name) || outer == null ? values.get(name) : outer.get(name);
    }

    Map<String, @Nullable Object> all() {
        var all = new LinkedHashMap<String, @Nullable Object>(outer == null ? Map.of() : outer.all());
        all.putAll(values);
        return all;
    }
}
