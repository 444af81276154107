/**
 * The effect of a change to the project: its definitions, cases and cost per execution, compared with those of another commit.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.changes;

import org.jspecify.annotations.NullMarked;
