/**
 * What {@code mvn verify} checks of a project: its stacks, its cases, the unit tests of its functions, its sources.
 *
 * <p>The API has {@link ProjectTest}. Other types are public because other packages of the library use them.
 */
@NullMarked
package stepfunction.project;

import org.jspecify.annotations.NullMarked;
