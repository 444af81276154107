package stepfunction.validation;

import stepfunction.asl.State;
import stepfunction.asl.Text;
import stepfunction.expressions.Expression;

/**
 * A field of a state whose value an expression computes.
 *
 * @param text as it is written
 * @param isPresenceTested whether it is the Variable of a rule that asks whether it is there
 */
record ExpressionField(State state, Text text, Expression expression, boolean isPresenceTested) {}
