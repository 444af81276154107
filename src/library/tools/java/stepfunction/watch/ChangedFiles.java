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
record ChangedFiles(SortedSet<Path> files) {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path LIBRARY = Path.of("src/library");
    private static final Path POM = Path.of("pom.xml");
    private static final int MAX_SHOWN = 3;

    ChangedFiles {
        files = Collections.unmodifiableSortedSet(new TreeSet<>(files));
    }

    /** Whether the local run may differ. */
    boolean needRun() {
        return files.stream().anyMatch(file -> !isFixed(file) && !hasNoPart(file));
    }

    /** Tests in Java, and the documents of the project; those of a function may be read by its handler. */
    private static boolean hasNoPart(Path file) {
        var isDocument = file.getNameCount() == 1 && file.toString().endsWith(".md");
        return isDocument || file.startsWith(TESTS);
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
    ChangedFiles fixed() {
        return new ChangedFiles(
                files.stream().filter(ChangedFiles::isFixed).collect(Collectors.toCollection(TreeSet::new)));
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
