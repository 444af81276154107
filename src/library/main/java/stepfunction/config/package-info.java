/** The stack's config, typed and checked. */
@NullMarked
package stepfunction.config;

import org.jspecify.annotations.NullMarked;
