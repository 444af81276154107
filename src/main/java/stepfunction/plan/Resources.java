package stepfunction.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files of {@code src/main/resources}. */
public final class Resources {

    private Resources() {}

    /**
     * A file's text.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    public static String text(String file) {
        try (var stream = Resources.class.getResourceAsStream("/" + file)) {
            if (stream == null) {
                throw new IllegalArgumentException("src/main/resources/%s must be there, was absent".formatted(file));
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
