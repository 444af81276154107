package stepfunction.lambda;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Python of this machine.
 *
 * @param executable absolute; no script of a version manager, which would add variables to the environment
 * @param version such as 3.11.7
 * @param hasTerminal whether a process of it has one
 */
public record Python(Path executable, String version, boolean hasTerminal) {

    private static final int MAJOR = 3;
    private static final int LEAST_MINOR = 9;

    /** Isolated from the developer's variables and packages, without installed packages, and writing no bytecode beside a handler. */
    private static final List<String> OPTIONS = List.of("-I", "-S", "-B", "-X", "utf8");

    /**
     * Finds it.
     *
     * @param command a path, or a name such as {@code python3} that is looked up
     * @param searchPath such as the variable PATH; its relative folders, which are in the project, are left out
     * @throws CannotRunException if there is none, it does not start, or it is older than 3.9
     */
    public static Python find(String command, String searchPath) {
        var found = Executables.find(command, searchPath)
                .orElseThrow(() -> new CannotRunException(
                        "Python must be installed, but no %s is on the PATH; install it and put it there"
                                .formatted(command)));
        return of(description(found), found);
    }

    /** As {@code version.py} describes it. The executable may be a version manager's script, which may print something first. */
    private static JsonObject description(Path found) {
        var command = List.of(found.toString(), "-I", "-S", "-B", ChildProcess.program("version.py"));
        try {
            return object(Executables.lastLine(command).orElse(""));
        } catch (IOException e) {
            throw new CannotRunException(
                    "Python must be installed, but %s does not start (%s); install it and put it on the PATH"
                            .formatted(found, e.getMessage()));
        }
    }

    /** Empty where the line is none. */
    private static JsonObject object(String line) {
        try {
            return JsonParser.parseString(line) instanceof JsonObject object ? object : new JsonObject();
        } catch (JsonParseException e) {
            return new JsonObject();
        }
    }

    private static Python of(JsonObject description, Path found) {
        var version = text(description, "version");
        var executable = Executables.path(text(description, "executable"))
                .filter(path -> path.isAbsolute() && Files.isExecutable(path));
        var numbers = version.split("\\.", -1);
        if (executable.isEmpty()
                || numbers.length < 2
                || !numbers[0].matches("\\d{1,3}")
                || !numbers[1].matches("\\d{1,3}")) {
            throw new CannotRunException(
                    "Python must be %d.%d or newer, but %s ended before it reported its version; install another one and put it first on the PATH"
                            .formatted(MAJOR, LEAST_MINOR, found));
        }
        var major = Integer.parseInt(numbers[0]);
        if (major < MAJOR || (major == MAJOR && Integer.parseInt(numbers[1]) < LEAST_MINOR)) {
            throw new CannotRunException(
                    "Python must be %d.%d or newer, was %s (%s); install a newer one and put it first on the PATH"
                            .formatted(MAJOR, LEAST_MINOR, version, executable.get()));
        }
        return new Python(executable.get(), version, new JsonPrimitive(true).equals(description.get("terminal")));
    }

    /** The folders with pytest and all that is installed beside it; empty where pytest is not installed. */
    List<String> pytestPath() {
        var command = List.of(executable.toString(), "-B", ChildProcess.program("pytest_path.py"));
        try {
            return JsonParser.parseString(Executables.lastLine(command).orElse("[]")).getAsJsonArray().asList().stream()
                    .map(JsonElement::getAsString)
                    .toList();
        } catch (IOException e) {
            throw new CannotRunException(
                    "%s does not start again (%s); run the tests once more".formatted(executable, e.getMessage()));
        }
    }

    private static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonPrimitive primitive && primitive.isString()
                ? primitive.getAsString()
                : "";
    }

    /** A command that runs one of this package's programs, isolated. */
    List<String> command(String program) {
        return Stream.of(List.of(executable.toString()), OPTIONS, List.of(ChildProcess.program(program)))
                .flatMap(List::stream)
                .toList();
    }
}
