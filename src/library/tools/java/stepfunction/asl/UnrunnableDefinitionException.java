package stepfunction.asl;

import java.util.List;

/** Why a definition cannot run: expressions that do not parse, and what the interpreter does not know. */
public final class UnrunnableDefinitionException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    UnrunnableDefinitionException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** A sentence for each, which names state and field. */
    public List<String> problems() {
        return problems;
    }
}
