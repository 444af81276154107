/**
 * Installs the packages of functions for Lambda, by pip and npm, into a cache of the user's.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.installation;

import org.jspecify.annotations.NullMarked;
