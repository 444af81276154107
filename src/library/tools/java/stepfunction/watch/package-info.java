/**
 * Repeats the local run after each change of the project, with the program compiled and loaded anew.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.watch;

import org.jspecify.annotations.NullMarked;
