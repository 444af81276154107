package stepfunction.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells at the end of {@code mvn verify} what no case has taken. It fails nothing. */
public final class CoverageReport {

    /** The page with the diagram. */
    static final Path PAGE = Path.of("target", "workflow.md");

    /** One paragraph, left by the tests of the cases. */
    static final Path PARAGRAPH = Path.of("target", "cases", "coverage.txt");

    private CoverageReport() {}

    public static void main(String[] args) throws IOException {
        if (Files.exists(PARAGRAPH)) {
            System.out.printf("%n%s%nThe picture is in %s.%n%n", Files.readString(PARAGRAPH), PAGE);
            // Without the tests the next build has nothing to tell.
            Files.delete(PARAGRAPH);
        }
    }

    static void write(String paragraph, String page) throws IOException {
        Files.createDirectories(PARAGRAPH.getParent());
        Files.writeString(PAGE, page);
        Files.writeString(PARAGRAPH, paragraph);
    }
}
