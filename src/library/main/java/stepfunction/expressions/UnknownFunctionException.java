package stepfunction.expressions;

/** An expression calls a function that there is not. */
public final class UnknownFunctionException extends InvalidExpressionException {

    private static final long serialVersionUID = 1;

    private final String function;

    UnknownFunctionException(String function, int column) {
        super("there is no function %s".formatted(function), column);
        this.function = function;
    }

    /** Such as {@code States.Fromat}. */
    public String function() {
        return function;
    }
}
