package stepfunction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The sources that {@code mvn package} built the program's jar from: the jar carries a copy of them. */
final class ProgramSources {

    private static final String COPY = "META-INF/sources/";

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
        // Not by zipfs, which takes a tenth of a second to load.
        try (var jar = new JarFile(program.toFile())) {
            var built = new TreeMap<String, String>();
            for (var entry : Collections.list(jar.entries())) {
                if (entry.getName().startsWith(COPY) && !entry.isDirectory()) {
                    var content = jar.getInputStream(entry).readAllBytes();
                    built.put(entry.getName().substring(COPY.length()), text(content));
                }
            }
            var present = sources(projectDir);
            var differing = new TreeSet<>(built.keySet());
            differing.addAll(present.keySet());
            differing.removeIf(file -> Objects.equals(built.get(file), present.get(file)));
            var names = String.join(", ", differing);
            return Optional.of("%s must be built from these sources, %s differs; run: mvn package"
                            .formatted(program.getFileName(), names))
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
                    var name = folder.relativize(path).toString().replace('\\', '/');
                    sources.put(name, text(Files.readAllBytes(path)));
                }
            }
        }
        return sources;
    }

    /** Maven, too, passes over what editors and file managers leave behind, such as .DS_Store and App.java~. */
    private static boolean isSource(Path path) {
        return Files.isRegularFile(path) && !path.getFileName().toString().matches("[.#%].*|.*~");
    }

    /** Git may check the same file out with other line endings, which leaves it the same. */
    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
    }
}
