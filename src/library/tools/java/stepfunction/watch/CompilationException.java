package stepfunction.watch;

import java.util.List;

/** The program does not compile; a line for each error. */
final class CompilationException extends Exception {

    private static final long serialVersionUID = 1;

    CompilationException(List<String> lines) {
        super(String.join("\n", lines));
    }
}
