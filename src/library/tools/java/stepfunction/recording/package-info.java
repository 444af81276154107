/**
 * Turns the history of an execution into a case: what its calls returned, what they were sent, and how the execution ended.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.recording;

import org.jspecify.annotations.NullMarked;
