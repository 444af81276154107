/**
 * The components that declare resources in AWS, and the IAM documents of their roles.
 *
 * <p>No type is part of the API: those that are public are used by other packages of the library.
 */
@NullMarked
package stepfunction.aws;

import org.jspecify.annotations.NullMarked;
