/**
 * The permissions of the roles, derived from the definition and the plan.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.grants;

import org.jspecify.annotations.NullMarked;
