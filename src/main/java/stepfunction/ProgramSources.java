package stepfunction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The sources that {@code mvn package} built the program's jar from: the jar carries a copy of them. */
final class ProgramSources {

    private ProgramSources() {}

    /**
     * Compares the project's sources with those of the jar, by content: times mean nothing after a checkout.
     *
     * @param program the jar that runs; a folder of classes passes, since Maven compiles before it runs them
     * @param projectDir the folder that holds pom.xml
     * @return a message that names what was edited, added or removed; empty when nothing was
     */
    static Optional<String> violation(Path program, Path projectDir) {
        if (!Files.isRegularFile(program)) {
            return Optional.empty();
        }
        try (var jar = FileSystems.newFileSystem(program)) {
            var built = sources(jar.getPath("META-INF/sources"));
            var present = sources(projectDir);
            var differing = new TreeSet<>(built.keySet());
            differing.addAll(present.keySet());
            differing.removeIf(file -> Objects.equals(built.get(file), present.get(file)));
            return Optional.of("%s must be built from these sources, %s differs; run: mvn package"
                            .formatted(program.getFileName(), String.join(", ", differing)))
                    .filter(message -> !differing.isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> sources(Path folder) throws IOException {
        var sources = new TreeMap<String, String>();
        for (var top : List.of(folder.resolve("pom.xml"), folder.resolve("src/main"))) {
            try (var paths = Files.exists(top) ? Files.walk(top, FileVisitOption.FOLLOW_LINKS) : Stream.<Path>empty()) {
                for (var path : paths.filter(ProgramSources::isSource).toList()) {
                    // Git may check the same file out with other line endings, which leaves it the same.
                    var text = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
                    sources.put(folder.relativize(path).toString().replace('\\', '/'), text);
                }
            }
        }
        return sources;
    }

    /** Maven, too, passes over what editors and file managers leave behind, such as .DS_Store and App.java~. */
    private static boolean isSource(Path path) {
        return Files.isRegularFile(path) && !path.getFileName().toString().matches("[.#%].*|.*~");
    }
}
