package stepfunction.plan;

import java.util.Objects;

/**
 * A state machine's definition, as it is written.
 *
 * @param file as messages name it
 * @param definition its text
 */
public record Source(String file, String definition) {

    /**
     * A file of {@code src/main/resources}.
     *
     * @throws IllegalArgumentException if the file does not exist
     */
    static Source of(String file) {
        return new Source(file, ResourceFile.text(Objects.requireNonNull(file)));
    }
}
