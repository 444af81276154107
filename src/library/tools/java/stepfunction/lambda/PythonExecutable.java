package stepfunction.lambda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The Python that runs handlers.
 *
 * @param path absolute; no script of a version manager, which would add variables to the environment
 */
public record PythonExecutable(Path path) {

    /**
     * Finds it.
     *
     * @param command a path, or a name such as {@code python3} that is looked up
     * @param searchPath such as the variable PATH; its relative folders, which are in the project, are left out
     * @throws CannotRunException if there is none
     */
    public static PythonExecutable find(String command, String searchPath) {
        var found = Executables.find(command, searchPath)
                .orElseThrow(() -> new CannotRunException(
                        "Python must be installed, but no %s is on the PATH; install it and put it there"
                                .formatted(command)));
        return new PythonExecutable(isScript(found) ? behind(found) : found);
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
            return Executables.lastLine(command)
                    .flatMap(Executables::path)
                    .filter(path -> path.isAbsolute() && Files.isExecutable(path))
                    .orElseThrow(() -> PythonProcess.noVersion(script));
        } catch (IOException e) {
            throw PythonProcess.doesNotStart(script, e);
        }
    }
}
