package stepfunction.lambda;

/** A case cannot be run here; the message says what to do. */
public final class CannotRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CannotRunException(String message) {
        super(message);
    }
}
