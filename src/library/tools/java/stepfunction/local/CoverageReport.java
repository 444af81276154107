package stepfunction.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.asl.Definition;
import stepfunction.changes.Markdown;
import stepfunction.declared.AtomicFile;
import stepfunction.plan.WorkflowSpec;

/** Prints at the end of {@code mvn verify} which states and transitions no case covers. It fails nothing. */
public final class CoverageReport {

    /** The page with the diagram. */
    static final Path PAGE = Path.of("target", "workflow.md");

    /** One paragraph, left by the tests of the cases. */
    static final Path PARAGRAPH = Path.of("target", "cases", "coverage.txt");

    private CoverageReport() {}

    public static void main(String[] args) throws IOException {
        if (Files.exists(PARAGRAPH)) {
            System.out.printf("%n%s%nThe picture is in %s.%n%n", Files.readString(PARAGRAPH), PAGE);
            // Without the tests the next build has nothing to report.
            Files.deleteIfExists(PARAGRAPH);
        }
    }

    /**
     * The coverage of a workflow by its cases.
     *
     * @param workflow its name in the plan
     * @param definitions by the stacks that have them
     * @param faults the failures of calls in its cases
     */
    record Covered(String workflow, Map<String, Definition> definitions, Coverage coverage, FaultTable faults) {

        Covered {
            definitions = Collections.unmodifiableMap(new LinkedHashMap<>(definitions));
        }

        private String title() {
            return workflow.equals(WorkflowSpec.MAIN) ? "Workflow" : "Workflow " + workflow;
        }
    }

    /**
     * Leaves the page and the paragraph.
     *
     * @param workflows the first one first
     * @param tally of the cases; empty for none
     */
    static void write(Path projectDir, List<Covered> workflows, String tally) throws IOException {
        var page = workflows.stream().map(CoverageReport::page).collect(Collectors.joining("\n"));
        var paragraph = Stream.concat(workflows.stream().map(CoverageReport::paragraph), Stream.of(tally))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
        AtomicFile.write(projectDir.resolve(PAGE), page.getBytes(StandardCharsets.UTF_8));
        AtomicFile.write(projectDir.resolve(PARAGRAPH), paragraph.getBytes(StandardCharsets.UTF_8));
    }

    /** One picture, or one for each definition where those of the stacks differ. */
    static String page(Covered covered) {
        var stacksByPicture = stacksByText(covered.definitions(), definition -> pictureAndFaults(definition, covered));
        return stacksByPicture.entrySet().stream()
                .map(each -> "### %s%s\n\n%s"
                        .formatted(
                                covered.title(),
                                stacksByPicture.size() == 1 ? "" : " of " + Markdown.code(each.getValue()),
                                each.getKey()))
                .collect(Collectors.joining("\n"));
    }

    private static String pictureAndFaults(Definition definition, Covered covered) {
        return Stream.of(
                        WorkflowPicture.text(definition, covered.coverage()),
                        covered.faults().text(definition))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** One sentence, or one for each definition where those of the stacks differ. */
    static String paragraph(Covered covered) {
        var stacksBySummary = stacksByText(covered.definitions(), covered.coverage()::summary);
        var coverage = stacksBySummary.entrySet().stream()
                .map(each -> (stacksBySummary.size() == 1 ? "" : each.getValue() + ": ") + each.getKey());
        return Stream.concat(coverage, Stream.of(covered.faults().summary()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** The stacks with the same report. */
    private static Map<String, String> stacksByText(
            Map<String, Definition> definitions, Function<Definition, String> text) {
        var stacksByText = new LinkedHashMap<String, String>();
        definitions.forEach((stacks, definition) ->
                stacksByText.merge(text.apply(definition), stacks, (first, other) -> first + ", " + other));
        return stacksByText;
    }
}
