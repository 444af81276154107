/** What {@code mvn verify} checks of a project: its stacks, its cases, the unit tests of its functions, its sources. */
@NullMarked
package stepfunction.project;

import org.jspecify.annotations.NullMarked;
