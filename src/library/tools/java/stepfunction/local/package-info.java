/**
 * The local run and the workflow's cases: the same program without AWS and without the Pulumi CLI.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.local;

import org.jspecify.annotations.NullMarked;
