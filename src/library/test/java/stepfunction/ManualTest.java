package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The manual, the library's README.md: its table of contents, its links, and the names and code that it shows. */
class ManualTest {

    private static final Path FILE = Path.of("README.md");
    private static final Path TESTS = Path.of("test/java");
    private static final Path RECIPES = TESTS.resolve("stepfunction/recipes");

    /** A project may have no pipeline. */
    private static final Path PIPELINE = Path.of("../../.github/workflows/deploy.yml");

    private static String manual = "";

    @BeforeAll
    static void read() throws IOException {
        manual = Files.readString(FILE);
    }

    private static List<String> found(String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(manual)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static List<String> sections() {
        return found("^##+ ([^\\n]+)$");
    }

    private static Stream<String> links() {
        return found("\\]\\(([^)]+)\\)").stream();
    }

    @Test
    void table_of_contents_lists_each_section_in_order() {
        assertThat(found("^- \\[([^]]+)]\\(#[^)]+\\)$")).isNotEmpty().isEqualTo(sections());
    }

    @Test
    void links_to_sections_name_their_anchors() {
        var anchors = sections().stream().map(ManualTest::anchor).toList();

        assertThat(links().filter(link -> link.startsWith("#")).map(link -> link.substring(1)))
                .isNotEmpty()
                .allMatch(anchors::contains);
    }

    /** The anchor that GitHub gives a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
    }

    @Test
    void linked_files_exist() {
        var hasPipeline = Files.exists(PIPELINE);

        assertThat(links().filter(link -> !link.startsWith("#") && !link.startsWith("https://")))
                .isNotEmpty()
                .filteredOn(link -> hasPipeline || !link.startsWith("../../.github/"))
                .allMatch(link -> Files.exists(FILE.resolveSibling(link)));
    }

    @Test
    void each_recipe_is_linked() throws IOException {
        try (var files = Files.list(RECIPES)) {
            var recipes = files.map(Path::toString)
                    .filter(file -> file.endsWith("Test.java"))
                    .toList();

            assertThat(links()).containsAll(recipes);
        }
    }

    @Test
    void each_output_is_named() {
        var stack = Fixture.declare(Map.of("pinFunctionVersions", "true"), false);

        assertThat(stack.exports().keySet())
                .filteredOn(output -> !output.startsWith("counter"))
                .hasSize(6)
                .allMatch(output ->
                        manual.contains("| `%s`".formatted(output)) || manual.contains(", `%s` |".formatted(output)));
    }

    /** So that it compiles and does what the manual says. YAML that begins otherwise is config. */
    @Test
    void code_that_is_shown_stands_in_a_test() throws IOException {
        try (var files = Files.walk(TESTS)) {
            var sources = files.filter(file -> file.toString().endsWith(".java"))
                    .map(ManualTest::withoutIndentation)
                    .toList();

            assertThat(found("^```(?:java|json|yaml(?=\\nQueryLanguage))\\n(.+?)\\n```$"))
                    .isNotEmpty()
                    .map(ManualTest::withoutIndentation)
                    .allMatch(code -> sources.stream().anyMatch(source -> source.contains(code)));
        }
    }

    private static String withoutIndentation(Path file) {
        try {
            return withoutIndentation(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutIndentation(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
