package stepfunction.installation;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How packages are installed.
 *
 * @param areAllowed whether pip and npm may run
 * @param cache the folder of what they have installed
 * @param searchPath the folders in which pip's Python and npm are, as the variable PATH has them
 * @param progress takes a line where an installation takes long
 */
public record Installations(boolean areAllowed, Path cache, String searchPath, Consumer<String> progress) {

    static final Duration SILENCE = Duration.ofSeconds(2);
    static final Duration LIMIT = Duration.ofMinutes(10);

    private static final String FOLDER = "packages";

    /** Those of the program that runs: its sources install packages, the jar that was tested never does. */
    public static Installations ofTheProgram() {
        var searchPath = System.getenv().getOrDefault("PATH", "");
        return new Installations(!isJar(), UserCache.folder().resolve(FOLDER), searchPath, System.err::println);
    }

    private static boolean isJar() {
        var source = Installations.class.getProtectionDomain().getCodeSource();
        return source != null && source.getLocation().getPath().endsWith(".jar");
    }

    /** The path of a command; relative folders, which are in the project, are left out. */
    Optional<String> find(String command) {
        return Arrays.stream(searchPath.split(File.pathSeparator, -1))
                .flatMap(Installations::absolute)
                .map(folder -> folder.resolve(command))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toString)
                .findFirst();
    }

    private static Stream<Path> absolute(String folder) {
        try {
            return Stream.of(Path.of(folder)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Stream.of();
        }
    }

    PackageCache packageCache() {
        return new PackageCache(cache);
    }
}
