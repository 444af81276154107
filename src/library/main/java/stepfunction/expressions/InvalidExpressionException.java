package stepfunction.expressions;

/** An expression does not parse. The message says why, without the expression. */
public class InvalidExpressionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int column;

    InvalidExpressionException(String reason, int column) {
        super(reason, null, false, false);
        this.column = column;
    }

    /** The first character of what is wrong, counted from 1; 0 where it is not known. */
    public int column() {
        return column;
    }
}
