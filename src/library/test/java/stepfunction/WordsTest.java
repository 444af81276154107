package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages, comments and prose are free of words that the project has replaced by plainer ones. */
class WordsTest {

    private static final Pattern REPLACED = Pattern.compile(
            "(?i)\\b(whoever|nobody|somebody|of which|mends?|mended|hasty|strangers?|tells?|told|hardly|shall|but for|came of)\\b");

    private static final Pattern PROSE = Pattern.compile(".*\\.(java|md|sh|ya?ml|py|mjs)");

    /** Code of others. */
    private static final Path DASHJOIN = Path.of("tools/java/com/dashjoin");

    private static List<String> found(Path root) throws IOException {
        var lines = new ArrayList<String>();
        try (var files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (PROSE.matcher(file.toString()).matches() && !file.startsWith(DASHJOIN)) {
                    Files.readAllLines(file).stream()
                            .filter(line -> REPLACED.matcher(line).find())
                            .forEach(line -> lines.add(file + ": " + line.strip()));
                }
            }
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "tools", "README.md", "CHANGELOG.md", "../../.github"})
    void files_have_none(String root) throws IOException {
        assertThat(found(Path.of(root))).isEmpty();
    }

    @Test
    void such_a_word_would_be_found() throws IOException {
        assertThat(found(Path.of("test/java/stepfunction/WordsTest.java"))).isNotEmpty();
    }
}
