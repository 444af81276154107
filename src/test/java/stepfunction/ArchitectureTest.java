package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rooms of the house, and which may know which. */
class ArchitectureTest {

    private static final Path MAIN = Path.of("src/main/java/stepfunction");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            asl       | asl
            config    | config
            plan      | plan, config, asl
            grants    | grants, plan, config, asl
            check     | check, grants, plan, config, asl
            packaging | packaging, plan, config, asl
            aws       | aws, packaging, grants, plan, config, asl
            """)
    void room_knows_only_those_below_it(String room, String known) throws IOException {
        var allowed = List.of(known.split(", ", -1));

        assertThat(imports(MAIN.resolve(room)))
                .filteredOn(imported -> imported.startsWith("stepfunction."))
                .allMatch(imported ->
                        allowed.stream().anyMatch(each -> imported.startsWith("stepfunction." + each + ".")));
    }

    @Test
    void language_knows_neither_pulumi_nor_aws() throws IOException {
        assertThat(imports(MAIN.resolve("asl")))
                .noneMatch(imported -> imported.matches("(com\\.pulumi|software)\\..*"));
    }

    /** The tools compile apart, so that a tool which names a test does not compile; and nobody deploys a tool. */
    @Test
    void program_knows_no_tool() throws IOException {
        var tools = List.of("declared", "local", "iam");

        assertThat(imports(MAIN))
                .isNotEmpty()
                .noneMatch(
                        imported -> tools.stream().anyMatch(tool -> imported.startsWith("stepfunction." + tool + ".")));
    }

    private static List<String> imports(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(ArchitectureTest::lines)
                    .filter(line -> line.startsWith("import "))
                    .map(line -> line.replaceFirst("^import (static )?", ""))
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
