package stepfunction.asl;

import java.util.List;

/** Expressions of a definition that do not parse. */
public final class InvalidExpressionsException extends Exception {

    private static final long serialVersionUID = 1;

    private final List<String> problems;

    InvalidExpressionsException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** A sentence for each, which names state and field. */
    public List<String> problems() {
        return problems;
    }
}
