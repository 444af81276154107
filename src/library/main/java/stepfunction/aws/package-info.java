/** What is declared in AWS: the components, and the IAM documents of their roles. */
@NullMarked
package stepfunction.aws;

import org.jspecify.annotations.NullMarked;
