package stepfunction.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import stepfunction.asl.Definition;

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

    /** @param definitions by the stacks that have them */
    static void write(Path projectDir, Map<String, Definition> definitions, Coverage coverage) throws IOException {
        Files.createDirectories(projectDir.resolve(PARAGRAPH).getParent());
        Files.writeString(projectDir.resolve(PAGE), page(definitions, coverage));
        Files.writeString(projectDir.resolve(PARAGRAPH), paragraph(definitions, coverage));
    }

    /** One picture, or one for each workflow where those of the stacks differ. */
    static String page(Map<String, Definition> definitions, Coverage coverage) {
        var stacksByPicture = stacksByText(definitions, definition -> WorkflowPicture.text(definition, coverage));
        return stacksByPicture.entrySet().stream()
                .map(each -> "### Workflow%s\n\n%s"
                        .formatted(stacksByPicture.size() == 1 ? "" : " of " + each.getValue(), each.getKey()))
                .collect(Collectors.joining("\n"));
    }

    /** One sentence, or one for each workflow where those of the stacks differ. */
    static String paragraph(Map<String, Definition> definitions, Coverage coverage) {
        var stacksBySummary = stacksByText(definitions, coverage::summary);
        return stacksBySummary.entrySet().stream()
                .map(each -> (stacksBySummary.size() == 1 ? "" : each.getValue() + ": ") + each.getKey())
                .collect(Collectors.joining("\n"));
    }

    /** The stacks of which the same is to be told. */
    private static Map<String, String> stacksByText(
            Map<String, Definition> definitions, Function<Definition, String> text) {
        var stacksByText = new LinkedHashMap<String, String>();
        definitions.forEach((stacks, definition) ->
                stacksByText.merge(text.apply(definition), stacks, (first, other) -> first + ", " + other));
        return stacksByText;
    }
}
