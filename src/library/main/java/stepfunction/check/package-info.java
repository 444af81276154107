/** What must hold of a plan, and of a definition together with its plan. */
@NullMarked
package stepfunction.check;

import org.jspecify.annotations.NullMarked;
