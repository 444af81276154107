/** What runs on GitHub, and the IAM roles that it assumes. */
@NullMarked
package stepfunction.github;

import org.jspecify.annotations.NullMarked;
