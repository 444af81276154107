package stepfunction.asl;

/**
 * What a check has to say of a definition.
 *
 * @param message a sentence that names the state, what is wrong, and the fix; without the file's name
 */
public record Finding(Severity severity, String message) {

    /** How much a finding weighs. */
    public enum Severity {
        /** AWS refuses it, or every execution that gets there fails. */
        ERROR,
        /** It works, but hardly as it was meant. */
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

    /** The same, with what it is about before it: {@code workflow.asl.json: Greet has Retries; did you mean Retry?}. */
    public Finding about(String subject) {
        return new Finding(severity, subject + ": " + message);
    }
}
