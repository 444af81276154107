/** What the roles may do, as it follows from the definition and from the plan. */
@NullMarked
package stepfunction.grants;

import org.jspecify.annotations.NullMarked;
