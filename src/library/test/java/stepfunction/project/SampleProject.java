package stepfunction.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A whole project of the tests' own, in {@code test/project}, with another package, class, definition, function and stacks than any other:
 * copied into a folder of its own beside a copy of this library, as a user has it.
 *
 * @param folder of the copy
 */
public record SampleProject(Path folder) {

    private static final Path SAMPLE = Path.of("test", "project");
    private static final Path CHECKOUT = Path.of("..", "..");
    private static final int BUILD_LIMIT_MINUTES = 5;

    /** How a command ended, and what it printed. */
    public record Ending(int exitStatus, String output) {}

    /** Copies the files of the project alone, which cannot be built without the library. */
    public static void copyFilesTo(Path folder) throws IOException {
        copy(SAMPLE, folder);
    }

    /** @param folder empty, or absent */
    public static SampleProject copyTo(Path folder) throws IOException {
        copyFilesTo(folder);
        copy(CHECKOUT.resolve(".mvn"), folder.resolve(".mvn"));
        var library = folder.resolve("src").resolve("library");
        for (var part : List.of("main", "tools", "parent.xml")) {
            copy(Path.of(part), library.resolve(part));
        }
        return new SampleProject(folder.toRealPath());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                var copy = to.resolve(from.relativize(path).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(path, copy);
            }
        }
    }

    /** Deletes a file, or a folder with all that is in it. */
    static void delete(Path path) throws IOException {
        try (var paths = Files.walk(path)) {
            for (var each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** Runs a command in the project's folder. */
    public Ending run(String... command) throws IOException, InterruptedException {
        var output = Files.createTempFile("output", ".txt");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(BUILD_LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("%s does not end:%n%s".formatted(List.of(command), Files.readString(output)));
        }
        return new Ending(process.exitValue(), Files.readString(output));
    }
}
