package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the house, and which may know which. */
class ArchitectureTest {

    private static final Path MAIN = Path.of("main/java/stepfunction");

    /** The rooms on which each room may depend, besides itself. */
    private static final Map<String, List<String>> ROOMS = Map.ofEntries(
            Map.entry("apis", List.of()),
            Map.entry("expressions", List.of()),
            Map.entry("dataflow", List.of("asl", "expressions")),
            Map.entry("validation", List.of("apis", "asl", "dataflow", "expressions")),
            Map.entry("asl", List.of("apis")),
            Map.entry("config", List.of()),
            Map.entry("plan", List.of("config", "asl")),
            Map.entry("binding", List.of("apis", "plan", "config", "asl")),
            Map.entry("history", List.of("binding", "plan", "config", "asl")),
            Map.entry("grants", List.of("apis", "history", "binding", "plan", "config", "asl")),
            Map.entry("check", List.of("apis", "grants", "history", "binding", "plan", "config", "validation", "asl")),
            Map.entry("requirements", List.of()),
            Map.entry("installation", List.of("requirements", "config")),
            Map.entry("packaging", List.of("installation", "requirements", "plan", "config", "asl")),
            Map.entry(
                    "aws",
                    List.of(
                            "check",
                            "packaging",
                            "grants",
                            "history",
                            "binding",
                            "plan",
                            "config",
                            "validation",
                            "asl")));

    @Test
    void every_room_has_its_rule() throws IOException {
        try (var entries = Files.list(MAIN)) {
            assertThat(entries.filter(Files::isDirectory))
                    .extracting(room -> room.getFileName().toString())
                    .hasSameElementsAs(ROOMS.keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void room_knows_only_those_below_it(String room) throws IOException {
        var allowed = Stream.concat(Stream.of(room), ROOMS.get(room).stream()).toList();

        assertThat(imports(MAIN.resolve(room)))
                .filteredOn(imported -> imported.startsWith("stepfunction."))
                .allMatch(imported ->
                        allowed.stream().anyMatch(each -> imported.startsWith("stepfunction." + each + ".")));
    }

    static Set<String> rooms() {
        return ROOMS.keySet();
    }

    @Test
    void language_knows_neither_pulumi_nor_aws() throws IOException {
        assertThat(imports(MAIN.resolve("asl")))
                .noneMatch(imported -> imported.matches("(com\\.pulumi|software)\\..*"));
    }

    /** The tools compile apart, so that a tool which names a test does not compile; and nobody deploys a tool. */
    @Test
    void program_knows_no_tool() throws IOException {
        var tools = List.of("declared", "lambda", "local", "changes", "iam", "project", "recording");

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
