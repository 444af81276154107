package stepfunction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Makes an AppCDS archive of the classes that the packaged program loads: {@code target/lambda-step-functions.jsa}. Java
 * starts the jar faster with {@code -XX:SharedArchiveFile}, and as ever without it.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html">Oracle: Class Data Sharing</a>
 */
public final class ClassArchive {

    static final Path FILE = Path.of("target/lambda-step-functions.jsa");

    private ClassArchive() {}

    /** Runs the program once, as a preview against an engine of the tests'. */
    public static void main(String[] args) throws Exception {
        Files.deleteIfExists(FILE);
        try (var engine = new PulumiEngine(Path.of(""), "eu-central-1", true)) {
            var run = engine.run(
                    List.of(
                            PulumiEngine.JAVA,
                            "-XX:ArchiveClassesAtExit=" + FILE,
                            // The archive serves only a JVM with the same garbage collector.
                            "-XX:+UseSerialGC",
                            "-jar",
                            "target/lambda-step-functions.jar"),
                    Path.of(""),
                    TestConfig.config(Map.of()));
            if (run.exitStatus() != 0 || !Files.exists(FILE)) {
                throw new IllegalStateException(
                        "%s must be written, was not: %s %s".formatted(FILE, run, engine.errors()));
            }
        }
    }
}
