/**
 * What is known of the data that states pass on, before any execution: the shapes of inputs, results and variables. Knows nothing of
 * findings.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.dataflow;

import org.jspecify.annotations.NullMarked;
