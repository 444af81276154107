package stepfunction.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A file of {@code src/main/resources}. */
final class ResourceFile {

    private ResourceFile() {}

    /**
     * Reads the file as UTF-8.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    static String text(String file) {
        try (var stream = ResourceFile.class.getResourceAsStream("/" + file)) {
            if (stream == null) {
                throw new IllegalArgumentException(
                        "src/main/resources/%s does not exist; create it, or correct its name in the plan"
                                .formatted(file));
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
