package stepfunction.asl;

import org.jspecify.annotations.Nullable;

/**
 * The values to which expressions can refer.
 *
 * @param root {@code $} in JSONPath: the state's input, its result, an error
 * @param context {@code $$} in JSONPath: the context object
 */
record Bindings(@Nullable Object root, Object context, Variables variables) {}
