/**
 * What goes into a function's deployment package, and what Lambda demands of it.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.packaging;

import org.jspecify.annotations.NullMarked;
