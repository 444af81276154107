package stepfunction.project;

/** A mistake in the project, which its message explains: the stack trace would only show the library. */
final class ProjectProblem extends AssertionError {

    private static final long serialVersionUID = 1L;

    ProjectProblem(String message) {
        super(message);
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
