/**
 * The Amazon States Language: a definition's model and its check. Knows neither Pulumi nor this project.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.asl;

import org.jspecify.annotations.NullMarked;
