/** The IAM documents of the roles that CI assumes. */
@NullMarked
package stepfunction.iam;

import org.jspecify.annotations.NullMarked;
