/** What goes into a function's deployment package, and what Lambda demands of it. */
@NullMarked
package stepfunction.packaging;

import org.jspecify.annotations.NullMarked;
