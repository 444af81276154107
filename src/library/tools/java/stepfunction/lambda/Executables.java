package stepfunction.lambda;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Programs that are installed on this machine. */
final class Executables {

    private static final int SECONDS_TO_ANSWER = 30;
    private static final int MAX_ANSWER_BYTES = 65_536;

    private Executables() {}

    /**
     * The file of a command.
     *
     * @param command a path, or a name such as {@code node} that is looked up
     * @param searchPath such as the variable PATH; its relative folders, which are in the project, are left out
     */
    static Optional<Path> find(String command, String searchPath) {
        return command.contains(File.separator)
                ? Optional.of(Path.of(command).toAbsolutePath())
                : onPath(command, searchPath);
    }

    private static Optional<Path> onPath(String name, String searchPath) {
        return Arrays.stream(searchPath.split(File.pathSeparator, -1))
                .flatMap(folder -> path(folder).stream())
                .filter(Path::isAbsolute)
                .map(folder -> folder.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** Empty for a text that is no path. */
    static Optional<Path> path(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * The last line that a program prints: the script of a version manager may have something to say first.
     *
     * @return empty where it prints nothing, or does not end
     * @throws IOException where it does not start
     */
    static Optional<String> lastLine(List<String> command) throws IOException {
        var process = ChildProcess.of(command, ChildProcess.forVersionManagers(System.getenv()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS_TO_ANSWER, TimeUnit.SECONDS)) {
                ChildProcess.kill(process);
            }
            var answer = new String(process.getInputStream().readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
            return answer.lines().reduce((line, next) -> next);
        } catch (InterruptedException e) {
            ChildProcess.kill(process);
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
