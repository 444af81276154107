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

/**
 * The Python that runs handlers.
 *
 * @param path absolute; no script of a version manager, which would add variables to the environment
 */
public record PythonExecutable(Path path) {

    private static final int SECONDS_TO_ANSWER = 30;
    private static final int MAX_ANSWER_BYTES = 65_536;

    /**
     * Finds it.
     *
     * @param command a path, or a name such as {@code python3} that is looked up
     * @param searchPath such as the variable PATH; its relative folders, which are in the project, are left out
     * @throws CannotRunException if there is none
     */
    public static PythonExecutable find(String command, String searchPath) {
        var found = command.contains(File.separator)
                ? Path.of(command).toAbsolutePath()
                : onPath(command, searchPath)
                        .orElseThrow(() -> new CannotRunException(
                                "Python must be installed, but no %s is on the PATH; install it and put it there"
                                        .formatted(command)));
        return new PythonExecutable(isScript(found) ? behind(found) : found);
    }

    private static Optional<Path> onPath(String name, String searchPath) {
        return Arrays.stream(searchPath.split(File.pathSeparator, -1))
                .flatMap(folder -> path(folder).stream())
                .filter(Path::isAbsolute)
                .map(folder -> folder.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Optional<Path> path(String folder) {
        try {
            return Optional.of(Path.of(folder));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean isScript(Path file) {
        try (var stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(2), StandardCharsets.ISO_8859_1).equals("#!");
        } catch (IOException e) {
            // Starting it says why.
            return false;
        }
    }

    /** The Python that a version manager's script starts. */
    private static Path behind(Path script) {
        var command = List.of(script.toString(), "-I", "-S", "-c", "import sys; print(sys.executable)");
        try {
            var process = ChildProcess.of(command, ChildProcess.forVersionManagers(System.getenv()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS_TO_ANSWER, TimeUnit.SECONDS)) {
                ChildProcess.kill(process);
            }
            var answer = new String(process.getInputStream().readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
            // The script may have something to say first.
            var executable = answer.lines()
                    .reduce((line, next) -> next)
                    .flatMap(PythonExecutable::path)
                    .filter(path -> path.isAbsolute() && Files.isExecutable(path));
            return executable.orElseThrow(() -> PythonProcess.noVersion(script));
        } catch (IOException e) {
            throw PythonProcess.doesNotStart(script, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PythonProcess.noVersion(script);
        }
    }
}
