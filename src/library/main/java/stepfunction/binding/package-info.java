/**
 * The workflows of a plan bound to their definitions: what each Task calls.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.binding;

import org.jspecify.annotations.NullMarked;
