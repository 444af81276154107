/**
 * The checks of a plan, and of a definition together with its plan.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.check;

import org.jspecify.annotations.NullMarked;
