package stepfunction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The jar that Pulumi runs: the one that {@code mvn package} built after its tests had passed. */
final class ProgramJar {

    /** What the jar is built from, relative to the project's folder. */
    private static final List<String> SOURCES = List.of("pom.xml", "src/main");

    private ProgramJar() {}

    /** Where this program was loaded from: a jar, or a folder of classes when Maven runs it. */
    static Path location() {
        try {
            return Path.of(ProgramJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Checks that nothing was edited, added or removed since the jar was built. A folder of classes passes: Maven compiles
     * before it runs them.
     *
     * @param program where the program was loaded from
     * @param projectDir the folder that holds pom.xml
     * @throws IllegalStateException naming the newest source when it is younger than the jar
     */
    static void requireNewerThanSources(Path program, Path projectDir) {
        if (!Files.isRegularFile(program)) {
            return;
        }
        var built = modified(program);
        SOURCES.stream()
                .map(projectDir::resolve)
                .filter(Files::exists)
                .flatMap(ProgramJar::walk)
                .filter(source -> modified(source).compareTo(built) > 0)
                .max(Comparator.comparing(ProgramJar::modified))
                .ifPresent(newest -> {
                    throw new IllegalStateException(
                            "%s must be newer than its sources, was built at %s and %s changed at %s; run: mvn package"
                                    .formatted(
                                            program.getFileName(),
                                            built,
                                            projectDir.relativize(newest),
                                            modified(newest)));
                });
    }

    private static Stream<Path> walk(Path source) {
        // Folders too: removing a file changes the time of its folder only.
        try (var paths = Files.walk(source)) {
            return paths.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime modified(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
