package stepfunction.requirements;

/**
 * A line of a file with requirements.
 *
 * @param file as the user knows it
 */
public record SourceLine(String file, int line) {

    @Override
    public String toString() {
        return "%s:%d".formatted(file, line);
    }
}
