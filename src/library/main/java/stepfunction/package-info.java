/**
 * The Pulumi program: a Step Functions state machine that invokes Lambda functions.
 *
 * <p>The API has {@link WorkflowStack}. Other types are public because other packages of the library use them.
 */
@NullMarked
package stepfunction;

import org.jspecify.annotations.NullMarked;
