package stepfunction.lambda;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import stepfunction.installation.PinCommand;

/** The clients of the Runtime API for the runtimes that run on this machine. Each is looked for when a function first needs it. */
final class RuntimeClients implements AutoCloseable {

    private static final Path PARENT_OF_FOLDER = Path.of("target", "lambda");

    private Optional<Optional<NodeExecutable>> node = Optional.empty();
    private Optional<RunFolder> folder = Optional.empty();

    /**
     * The client of a function's runtime.
     *
     * @param arguments of the client
     * @throws CannotRunException where the runtime does not run on this machine
     */
    RuntimeClient of(LambdaFunction function, List<String> arguments) {
        return switch (function.language()) {
            case PYTHON -> python(function, arguments);
            case NODEJS -> NodeExecutable.client(function, node(), arguments);
            case JAVA -> JavaExecutable.ofThisProcess().client(function, folder());
            case PROVIDED -> Bootstrap.client(function);
            case DOTNET, RUBY -> throw function.cannotRun();
        };
    }

    private static RuntimeClient python(LambdaFunction function, List<String> arguments) {
        var installation =
                PinCommand.installation(function.folder(), function.languageVersion(), function.architecture(), "");
        return new RuntimeClient(
                Stream.concat(Stream.of("fork", ChildProcess.program("client.py")), arguments.stream())
                        .toList(),
                Map.of("LOCAL_FOLDER", function.folder(), "LOCAL_INSTALLATION", installation.strip()),
                true);
    }

    private Optional<NodeExecutable> node() {
        node = node.or(() -> Optional.of(
                NodeExecutable.find(NodeExecutable.COMMAND, System.getenv().getOrDefault("PATH", ""))));
        return node.orElseThrow();
    }

    private Path folder() {
        try {
            if (folder.isEmpty()) {
                folder = Optional.of(RunFolder.inOrTemporary(PARENT_OF_FOLDER));
            }
            return folder.get().path();
        } catch (IOException e) {
            throw new CannotRunException(
                    "the local run cannot write to the folder for temporary files (%s); make room there, or set TMPDIR"
                            .formatted(e.getMessage()));
        }
    }

    @Override
    public void close() {
        folder.ifPresent(RunFolder::close);
    }
}
