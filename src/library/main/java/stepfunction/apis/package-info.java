/**
 * The APIs that Step Functions calls, with what IAM checks for each. The tables are resources, which src/library/data/apis makes.
 * Knows only the JDK.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.apis;

import org.jspecify.annotations.NullMarked;
