package stepfunction.apis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads a file of the tables. */
final class TableFile {

    private TableFile() {}

    /** The lines of the table of this name, without comments. */
    static List<String> lines(String name) {
        try (var table = TableFile.class.getResourceAsStream("/apis/" + name + ".tsv")) {
            if (table == null) {
                throw new IllegalStateException("the resource apis/%s.tsv is missing".formatted(name));
            }
            var text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
            var lines = Split.at('\n', text);
            return lines.stream()
                    .filter(line -> !line.isEmpty() && !line.startsWith("# "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
