package stepfunction.changes;

/** A file is no revision that can be compared. The message is one sentence. */
final class UnreadableRevisionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableRevisionException(String message) {
        super(message);
    }
}
