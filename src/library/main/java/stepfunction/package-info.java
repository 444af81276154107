/** The Pulumi program: a Step Functions state machine that invokes Lambda functions. */
@NullMarked
package stepfunction;

import org.jspecify.annotations.NullMarked;
