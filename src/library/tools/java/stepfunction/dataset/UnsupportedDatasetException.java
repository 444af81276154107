package stepfunction.dataset;

/** A reader whose items cannot be read on this machine: its config is wrong, or a file or a format is missing here. */
public final class UnsupportedDatasetException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnsupportedDatasetException(String message) {
        super(message);
    }
}
