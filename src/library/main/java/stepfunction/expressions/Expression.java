package stepfunction.expressions;

/** An expression in one of the two query languages. */
public sealed interface Expression permits PathExpression, Intrinsic.FunctionCall, JsonataExpression {

    /**
     * Reads a path or a call of an intrinsic function.
     *
     * @throws InvalidExpressionException whose message says why it is neither
     */
    static Expression parseJsonPath(String text) {
        return Intrinsic.isCall(text) ? Intrinsic.parse(text) : PathExpression.parse(text);
    }
}
