package stepfunction.lambda;

import java.util.List;

/**
 * The program that runs a function's handler, and speaks Lambda's Runtime API for it. It is started in the function's task root, with the
 * environment that Lambda gives.
 *
 * @param command its executable, by an absolute path, and the arguments
 * @param isOurs whether it takes an address of the Runtime API with a path
 */
record RuntimeClient(List<String> command, boolean isOurs) {

    RuntimeClient {
        command = List.copyOf(command);
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
