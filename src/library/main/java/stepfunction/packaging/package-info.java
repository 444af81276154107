/**
 * The contents of a function's deployment package, and Lambda's requirements.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.packaging;

import org.jspecify.annotations.NullMarked;
