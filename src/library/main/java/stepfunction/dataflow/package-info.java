/**
 * Static analysis of the data that states pass on: the shapes of inputs, results and variables. Independent of
 * findings.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.dataflow;

import org.jspecify.annotations.NullMarked;
