/**
 * The language of requirements.txt, as pip reads it: requirements, versions and markers. It knows nothing of Lambda but its Pythons.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.requirements;

import org.jspecify.annotations.NullMarked;
