package stepfunction.recording;

/** A history that cannot become a case. Its message follows the name of the file. */
public final class HistoryException extends RuntimeException {

    private static final long serialVersionUID = 1;

    HistoryException(String message) {
        super(message);
    }
}
