package stepfunction.lambda;

import java.util.List;
import java.util.Map;

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
}
