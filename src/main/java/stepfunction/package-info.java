/** The Pulumi program: a Step Functions state machine that invokes a Lambda function. */
@NullMarked
package stepfunction;

import org.jspecify.annotations.NullMarked;
