package stepfunction.lambda;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program that runs a function's handler, and asks the Runtime API for its events.
 *
 * @param start its command, as {@code launcher.py} takes it
 * @param environment its own variables, besides those that Lambda gives to a function
 * @param isOwn whether it is this library's, which sends the token in its paths; a bootstrap of the user's does not
 */
record RuntimeClient(List<String> start, Map<String, String> environment, boolean isOwn) {

    RuntimeClient {
        start = List.copyOf(start);
        environment = Map.copyOf(environment);
    }

    /**
     * One of this library's, without variables of its own.
     *
     * @param command an executable, by its absolute path, and the arguments
     */
    static RuntimeClient executing(List<String> command) {
        return new RuntimeClient(executed(command), Map.of(), true);
    }

    /** A bootstrap of the user's. */
    static RuntimeClient bootstrap(Path path) {
        return new RuntimeClient(executed(List.of(path.toString())), Map.of(), false);
    }

    private static List<String> executed(List<String> command) {
        return Stream.concat(Stream.of("exec"), command.stream()).toList();
    }

    /**
     * A function cannot run on this machine, but its states can be mocked.
     *
     * @param needs such as {@code Node.js 22}
     * @param problem such as {@code no node is on the PATH}
     * @param remedy such as {@code install it}
     */
    static CannotRunException cannotRun(LambdaFunction function, String needs, String problem, String remedy) {
        return new CannotRunException("the function %s runs on %s, but %s; %s, or mock the state in the case"
                .formatted(function.name(), needs, problem, remedy));
    }
}
