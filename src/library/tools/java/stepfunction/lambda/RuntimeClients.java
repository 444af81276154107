package stepfunction.lambda;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import stepfunction.installation.PinCommand;

/** The clients of the Runtime API for the runtimes that run on this machine. */
final class RuntimeClients {

    private RuntimeClients() {}

    /**
     * The client of a function's runtime.
     *
     * @param arguments of the client
     * @throws CannotRunException where the runtime does not run on this machine
     */
    static RuntimeClient of(LambdaFunction function, List<String> arguments) {
        return switch (function.language()) {
            case PYTHON -> python(function, arguments);
            case NODEJS, JAVA, PROVIDED, DOTNET, RUBY -> throw function.cannotRun();
        };
    }

    private static RuntimeClient python(LambdaFunction function, List<String> arguments) {
        var installation =
                PinCommand.installation(function.folder(), function.minorVersion(), function.architecture(), "");
        return new RuntimeClient(
                Stream.concat(Stream.of("fork", ChildProcess.program("client.py")), arguments.stream())
                        .toList(),
                Map.of("LOCAL_FOLDER", function.folder(), "LOCAL_INSTALLATION", installation.strip()),
                true);
    }
}
