/**
 * What a change of the project means: its definitions, the cases and the cost of an execution, compared with those of another commit.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.changes;

import org.jspecify.annotations.NullMarked;
