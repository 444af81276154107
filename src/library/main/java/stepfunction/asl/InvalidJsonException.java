package stepfunction.asl;

/** Why a text is no JSON object; its message is what the text must be or has, with the line, the column and the path. */
public final class InvalidJsonException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidJsonException(String message) {
        super(message);
    }
}
