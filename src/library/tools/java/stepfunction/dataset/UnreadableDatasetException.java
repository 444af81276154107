package stepfunction.dataset;

/** The content of a file does not have the format that the reader expects, for which Step Functions fails with States.ItemReaderFailed. */
public final class UnreadableDatasetException extends Exception {

    private static final long serialVersionUID = 1;

    UnreadableDatasetException(String message) {
        super(message);
    }
}
