/**
 * The IAM documents of the roles that CI assumes.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.iam;

import org.jspecify.annotations.NullMarked;
