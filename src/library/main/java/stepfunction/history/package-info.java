/**
 * The definitions that earlier deployments had, which running executions may still run.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.history;

import org.jspecify.annotations.NullMarked;
