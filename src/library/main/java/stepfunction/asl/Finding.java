package stepfunction.asl;

import java.util.Optional;

/**
 * An error or a warning about a definition or a plan.
 *
 * @param code absent in warnings about the config, and in errors about a plan
 * @param subject the name of the state, or of the plan's entry, that it is about; empty for the state machine or the plan as a whole
 * @param message a sentence that names the state, what is wrong, and the fix; without the file's name
 */
public record Finding(Severity severity, Optional<Code> code, String subject, String message) {

    /** How much a finding weighs. */
    public enum Severity {
        /** AWS refuses it, or every execution that gets there fails. */
        ERROR,
        /** It is legal but probably unintended. */
        WARNING
    }

    public static Finding error(String message) {
        return new Finding(Severity.ERROR, Optional.empty(), "", message);
    }

    /** An error of the check of a definition. */
    public static Finding error(Code code, String message) {
        return new Finding(Severity.ERROR, Optional.of(code), "", message);
    }

    /** A warning that no plan accepts, such as one about the config. */
    public static Finding warning(String message) {
        return new Finding(Severity.WARNING, Optional.empty(), "", message);
    }

    /** A warning that a plan may accept, by its code and its subject. */
    public static Finding warning(Code code, String subject, String message) {
        return new Finding(Severity.WARNING, Optional.of(code), subject, message);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The same, of this kind unless it has another one. */
    public Finding orOf(Code general) {
        return code.isPresent() ? this : new Finding(severity, Optional.of(general), subject, message);
    }

    /** The same, with its place as a prefix: {@code orders.asl.json: Greet has Retries; did you mean Retry?}. */
    public Finding about(String place) {
        return new Finding(severity, code, subject, place + ": " + message);
    }

    /** As it is shown: a warning with the code by which a plan accepts it. */
    public String line() {
        return severity == Severity.ERROR
                ? message
                : code.map(each -> message + " [" + each + "]").orElse(message);
    }
}
