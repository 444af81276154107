package stepfunction.asl;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a scope, which sees those of the scopes around it and assigns only its own. Their sizes are limited:
 * https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html.
 */
final class Variables {

    /** Of the variables that an execution stores, in bytes. */
    private static final long MAX_STORED = 10 * 1024 * 1024;

    private final @Nullable Variables outer;
    private final Stored stored;
    private final Map<String, @Nullable Object> values = new HashMap<>();
    private final Map<String, Long> sizes = new HashMap<>();

    /** The storage shared by the scopes of an execution. */
    private static final class Stored {
        private long bytes;
    }

    private Variables(@Nullable Variables outer, Stored stored) {
        this.outer = outer;
        this.stored = stored;
    }

    static Variables none() {
        return new Variables(null, new Stored());
    }

    Variables inner() {
        return new Variables(this, stored);
    }

    /**
     * Assigns what a state assigns.
     *
     * @throws StateError States.DataLimitExceeded
     */
    void assign(String state, Map<String, ? extends @Nullable Object> assigned) {
        long together = 0;
        for (var each : assigned.entrySet()) {
            long size = JsonSize.of(each.getValue(), DataLimit.MAX_BYTES);
            together += size;
            stored.bytes += size - sizes.getOrDefault(each.getKey(), 0L);
            sizes.put(each.getKey(), size);
        }
        if (together > DataLimit.MAX_BYTES) {
            throw tooLarge("The state '%s' assigns variables with a size".formatted(state));
        }
        if (stored.bytes > MAX_STORED) {
            throw tooLarge("The state '%s' brings the variables of the execution to a size".formatted(state));
        }
        values.putAll(assigned);
    }

    /** Sets what earlier states have assigned. */
    void set(Map<String, ? extends @Nullable Object> assigned) {
        values.putAll(assigned);
    }

    private static StateError tooLarge(String subject) {
        return StateError.terminal(
                StateError.DATA_LIMIT_EXCEEDED, subject + " exceeding the maximum number of bytes service limit.");
    }

    /** Frees what a scope that has ended stores. */
    void release() {
        stored.bytes -= sizes.values().stream().mapToLong(Long::longValue).sum();
        sizes.clear();
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
