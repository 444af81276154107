package stepfunction.validation;

import stepfunction.asl.State;
import stepfunction.asl.Text;
import stepfunction.expressions.Expression;

/**
 * A field of a state whose value an expression computes.
 *
 * @param text as it is written
 */
record ExpressionField(State state, Text text, Expression expression) {}
