package stepfunction.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A program of this machine that the local run needs.
 *
 * @param executable its path
 * @param version such as 3.11.7
 */
record Tool(String executable, String version) {

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.\\d+");

    /** Python, 3.9 or newer: the interpreter itself, not a version manager's shim, which would slow every invocation. */
    static Tool python() {
        return find(
                "Python",
                3,
                9,
                List.of(
                        "python3",
                        "-c",
                        "import platform, sys; print(sys.executable); print(platform.python_version())"));
    }

    /** Node.js, 20.0 or newer. */
    static Tool node() {
        return find("Node.js", 20, 0, List.of("node", "-p", "process.execPath + '\\n' + process.versions.node"));
    }

    /**
     * Finds a tool.
     *
     * @param probe a command that prints the tool's path and its version, a line each
     * @throws CannotRunException when it is missing or older
     */
    static Tool find(String name, int major, int minor, List<String> probe) {
        var lines = run(name, probe, Path.of("")).lines().toList();
        var tool = new Tool(lines.get(0), lines.get(1));
        var version = VERSION.matcher(tool.version);
        if (!version.lookingAt()) {
            throw new CannotRunException("%s must tell its version, told \"%s\"".formatted(name, tool.version));
        }
        var found = List.of(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)));
        if (found.get(0) < major || (found.get(0) == major && found.get(1) < minor)) {
            throw new CannotRunException(
                    "%s must be %d.%d or newer, was %s (%s); install a newer one, first on the PATH"
                            .formatted(name, major, minor, tool.version, tool.executable));
        }
        return tool;
    }

    /**
     * Runs a command to its end.
     *
     * @return what it printed
     * @throws CannotRunException when it is missing, or when it fails, with what it printed
     */
    static String run(String name, List<String> command, Path directory) {
        try {
            var process = new ProcessBuilder(command)
                    .directory(directory.toAbsolutePath().toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new CannotRunException(
                        "%s failed: %s%n%s".formatted(name, String.join(" ", command), printed.strip()));
            }
            return printed;
        } catch (IOException e) {
            throw new CannotRunException(
                    "%s must be installed, but %s does not start (%s); install it and put it on the PATH"
                            .formatted(name, command.get(0), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
