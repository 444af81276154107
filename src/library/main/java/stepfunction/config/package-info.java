/**
 * The stack's config, typed and checked.
 *
 * <p>The API has {@link LambdaRuntime} and {@link StackConfig}. Other types are public because other packages of the library use them.
 */
@NullMarked
package stepfunction.config;

import org.jspecify.annotations.NullMarked;
