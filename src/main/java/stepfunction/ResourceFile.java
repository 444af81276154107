package stepfunction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A file of {@code src/main/resources}. */
final class ResourceFile {

    private ResourceFile() {}

    /** The text of a file at the top of the folder. */
    static String text(String name) {
        try (var stream = Objects.requireNonNull(ResourceFile.class.getResourceAsStream("/" + name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
