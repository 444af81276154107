package stepfunction.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The packages that pip has installed into a folder:
 * https://packaging.python.org/en/latest/specifications/recording-installed-packages/.
 */
record InstalledTree(Path folder) {

    /** Scripts name the Python that pip ran on. */
    private static final String SCRIPTS = "bin";

    /** Says from which URL or path of this machine it came. */
    private static final String DIRECT_URL = "direct_url.json";

    /** Removes what differs between machines and versions of pip, so that each has the same files. */
    void clean() throws IOException {
        Folders.remove(folder.resolve(SCRIPTS));
        for (var file : files()) {
            if (isOfThisMachine(file.toString())) {
                Files.delete(file);
            }
        }
        for (var file : files()) {
            if (file.toString().endsWith(".dist-info/RECORD")) {
                Files.writeString(file, kept(Files.readAllLines(file)));
            }
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static boolean isOfThisMachine(String file) {
        return file.endsWith(".pyc") || file.endsWith(".dist-info/" + DIRECT_URL);
    }

    private static String kept(List<String> lines) {
        return lines.stream()
                .filter(line -> !isOfThisMachine(path(line)) && !path(line).startsWith("../../" + SCRIPTS + "/"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** The first of the line's three values, which may be quoted. */
    private static String path(String line) {
        return line.startsWith("\"") ? line.substring(1, line.indexOf('"', 1)) : line.replaceFirst(",.*", "");
    }
}
