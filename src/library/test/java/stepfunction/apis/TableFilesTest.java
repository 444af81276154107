package stepfunction.apis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of the tables, and the facts that they are made from. */
class TableFilesTest {

    private static final Path TABLES = Path.of("main/resources/apis");
    private static final Path DATA = Path.of("data/apis");

    private static final int MAX_TEXT = 4_000_000;
    private static final int MAX_ZIPPED = 1_000_000;

    private static List<Path> files(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("__pycache__"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void tables_and_facts_are_not_longer_than_a_repository_bears() throws IOException {
        var length = 0L;
        for (var file :
                Stream.concat(files(TABLES).stream(), files(DATA).stream()).toList()) {
            length += Files.size(file);
        }

        assertThat(length).isPositive().isLessThanOrEqualTo(MAX_TEXT);
    }

    @Test
    void tables_do_not_make_the_jar_large() throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(zipped)) {
            for (var file : files(TABLES)) {
                zip.putNextEntry(new ZipEntry(file.toString()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }

        assertThat(zipped.size()).isPositive().isLessThanOrEqualTo(MAX_ZIPPED);
    }

    static List<Path> facts() {
        return files(DATA.resolve("facts"));
    }

    @ParameterizedTest
    @MethodSource("facts")
    void every_fact_stands_below_the_address_of_its_source(Path facts) throws IOException {
        var hasSource = false;
        for (var line : Files.readAllLines(facts)) {
            if (line.startsWith("# ")) {
                hasSource |= line.contains("https://docs.aws.amazon.com/");
            } else if (!line.isBlank()) {
                assertThat(hasSource).as(line).isTrue();
            }
        }
        assertThat(hasSource).isTrue();
    }
}
