package stepfunction.asl;

/**
 * An error or a warning about a definition or a plan.
 *
 * @param message a sentence that names the state, what is wrong, and the fix; without the file's name
 */
public record Finding(Severity severity, String message) {

    /** How much a finding weighs. */
    public enum Severity {
        /** AWS refuses it, or every execution that gets there fails. */
        ERROR,
        /** It is legal but probably unintended. */
        WARNING
    }

    public static Finding error(String message) {
        return new Finding(Severity.ERROR, message);
    }

    public static Finding warning(String message) {
        return new Finding(Severity.WARNING, message);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The same, with its subject as a prefix: {@code orders.asl.json: Greet has Retries; did you mean Retry?}. */
    public Finding about(String subject) {
        return new Finding(severity, subject + ": " + message);
    }
}
