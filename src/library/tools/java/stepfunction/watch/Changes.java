package stepfunction.watch;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Files that were added, changed or deleted, and what follows from that.
 *
 * @param files their paths from the project's folder
 */
record Changes(SortedSet<Path> files) {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path LIBRARY = Path.of("src/library");
    private static final Path POM = Path.of("pom.xml");
    private static final int MAX_SHOWN = 3;

    Changes {
        files = Collections.unmodifiableSortedSet(new TreeSet<>(files));
    }

    /** Whether the local run may differ. Tests in Java and documents have no part in it. */
    boolean needRun() {
        return files.stream().anyMatch(file -> !isFixed(file) && !file.startsWith(TESTS) && !file.toString().endsWith(".md"));
    }

    boolean needCompilation() {
        return files.stream().anyMatch(file -> file.startsWith(SOURCES));
    }

    /** Those in src/main/resources, from there. */
    List<Path> resources() {
        return files.stream()
                .filter(file -> file.startsWith(RESOURCES))
                .map(RESOURCES::relativize)
                .toList();
    }

    /** Those that a run which goes on cannot load again: Maven has read them before it began. */
    Changes fixed() {
        return new Changes(files.stream().filter(Changes::isFixed).collect(Collectors.toCollection(TreeSet::new)));
    }

    private static boolean isFixed(Path file) {
        return file.equals(POM) || file.startsWith(LIBRARY);
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** The first ones, and how many more. */
    String text() {
        var first = files.stream().limit(MAX_SHOWN).map(Path::toString).collect(Collectors.joining(", "));
        return files.size() > MAX_SHOWN ? "%s and %d more".formatted(first, files.size() - MAX_SHOWN) : first;
    }
}
