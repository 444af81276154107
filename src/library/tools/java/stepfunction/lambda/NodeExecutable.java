package stepfunction.lambda;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Node.js that runs handlers.
 *
 * @param path absolute; no shim of a version manager, which would add variables to the environment
 * @param version such as 22.23.3
 */
record NodeExecutable(Path path, String version) {

    /** The command of the developer's Node.js. */
    static final String COMMAND = "node";

    private static final String QUESTION = "process.version + ' ' + process.execPath";

    private static final Pattern ANSWER = Pattern.compile("v(\\d{1,3}\\.\\S+) (/.+)");

    /** In Node.js 22 on, in Lambda off: https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html. */
    private static final List<String> EXPERIMENTAL_FEATURES =
            List.of("experimental-require-module", "experimental-detect-module");

    private static final int PERCENT_OF_MEMORY_FOR_HEAP = 90;

    /**
     * Finds it.
     *
     * @param command a path, or a name such as {@code node} that is looked up
     * @param searchPath such as the variable PATH
     * @return empty where there is none, or none that starts
     */
    static Optional<NodeExecutable> find(String command, String searchPath) {
        return Executables.find(command, searchPath)
                .flatMap(NodeExecutable::answer)
                .map(answer -> new NodeExecutable(Path.of(answer.group(2)), answer.group(1)));
    }

    private static Optional<Matcher> answer(Path found) {
        try {
            return Executables.lastLine(List.of(found.toString(), "-p", QUESTION))
                    .map(ANSWER::matcher)
                    .filter(Matcher::matches);
        } catch (IOException e) {
            // As if it were not there.
            return Optional.empty();
        }
    }

    /**
     * The program that runs a handler.
     *
     * @param node that is installed
     * @param arguments of the client
     * @throws CannotRunException where none is, or it is older than the function's runtime
     */
    static RuntimeClient client(LambdaFunction function, Optional<NodeExecutable> node, List<String> arguments) {
        var needs = "Node.js %d".formatted(function.languageVersion());
        var remedy = "install %s or newer and put it first on the PATH".formatted(needs);
        var found = node.orElseThrow(
                () -> RuntimeClient.cannotRun(function, needs, "no node that starts is on the PATH", remedy));
        if (found.majorVersion() < function.languageVersion()) {
            var problem = "this machine has Node.js %s (%s)".formatted(found.version, found.path);
            throw RuntimeClient.cannotRun(function, needs, problem, remedy);
        }
        return found.client(function, arguments);
    }

    private RuntimeClient client(LambdaFunction function, List<String> arguments) {
        var command = new ArrayList<>(List.of(path.toString()));
        var options = function.environment().getOrDefault("NODE_OPTIONS", "");
        EXPERIMENTAL_FEATURES.stream()
                .filter(feature -> !options.contains("--" + feature))
                .forEach(feature -> command.add("--no-" + feature));
        command.add("--max-old-space-size=" + function.memoryMb() * PERCENT_OF_MEMORY_FOR_HEAP / 100);
        command.add(ChildProcess.program("client.mjs"));
        command.addAll(arguments);
        return RuntimeClient.executing(command);
    }

    private int majorVersion() {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }
}
