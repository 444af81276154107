/**
 * The Amazon States Language: the model of a definition, and how findings about it are kept. Knows neither Pulumi nor this project.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.asl;

import org.jspecify.annotations.NullMarked;
