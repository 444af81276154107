/**
 * Lambda on this machine: functions run as their runtimes in Lambda run them.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.lambda;

import org.jspecify.annotations.NullMarked;
