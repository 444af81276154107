package stepfunction.installation;

/** Packages that cannot be installed; the message is one line with the reason and what to do. */
public final class InstallationException extends Exception {

    private static final long serialVersionUID = 1;

    private final String line;

    public InstallationException(String message) {
        super(message);
        this.line = message;
    }

    /** The message. */
    public String line() {
        return line;
    }
}
