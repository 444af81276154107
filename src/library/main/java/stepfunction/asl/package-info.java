/** The Amazon States Language: a definition's model and its check. Knows neither Pulumi nor this project. */
@NullMarked
package stepfunction.asl;

import org.jspecify.annotations.NullMarked;
