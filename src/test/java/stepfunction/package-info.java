/** The program's tests, and what they share with the local run. */
@NullMarked
package stepfunction;

import org.jspecify.annotations.NullMarked;
