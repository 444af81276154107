package stepfunction.requirements;

/** A requirement or a marker that pip cannot read; the message says why, without a place. */
public final class InvalidRequirementException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidRequirementException(String message) {
        super(message);
    }
}
