/**
 * The checks of a project that {@code mvn verify} runs: its stacks, cases, unit tests of functions, and sources.
 *
 * <p>The API has {@link ProjectTest}. Other types are public because other packages of the library use them.
 */
@NullMarked
package stepfunction.project;

import org.jspecify.annotations.NullMarked;
