package stepfunction.local;

/** The local run cannot start; the message tells what to do. */
final class CannotRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotRunException(String message) {
        super(message);
    }
}
