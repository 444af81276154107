package stepfunction.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether a build is older than its sources. */
final class BuildAge {

    private BuildAge() {}

    /**
     * The newest source that changed after the build.
     *
     * @param sources files and folders
     * @param except the names of folders and files in them that are no sources
     */
    static Optional<Path> newerSource(List<Path> sources, Set<String> except, Path built) throws IOException {
        var builtAt = newest(files(built, Set.of())).map(BuildAge::time).orElse(FileTime.fromMillis(0));
        var files = sources.stream().flatMap(source -> files(source, except));
        return newest(files).filter(source -> time(source).compareTo(builtAt) > 0);
    }

    private static Optional<Path> newest(Stream<Path> files) {
        return files.max(Comparator.comparing(BuildAge::time));
    }

    private static Stream<Path> files(Path path, Set<String> except) {
        if (Files.isRegularFile(path)) {
            return Stream.of(path);
        }
        if (!Files.isDirectory(path) || Files.isSymbolicLink(path)) {
            return Stream.of();
        }
        try (var children = Files.list(path)) {
            return children.filter(child -> !except.contains(child.getFileName().toString())).toList().stream()
                    .flatMap(child -> files(child, except));
        } catch (IOException e) {
            // A file that cannot be read was not built from either.
            return Stream.of();
        }
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
