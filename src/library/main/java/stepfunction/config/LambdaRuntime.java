package stepfunction.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A runtime of Lambda: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html.
 *
 * @param identifier as AWS spells it, such as {@code python3.13}
 * @param endOfSupport the day on which AWS ends its support
 */
public record LambdaRuntime(String identifier, Language language, LocalDate endOfSupport) {

    /** The language of a function's handler. */
    public enum Language {
        PYTHON,
        NODEJS,
        JAVA,
        DOTNET,
        RUBY,
        /** An executable named bootstrap. */
        PROVIDED
    }

    private static final int DAYS_OF_WARNING = 180;

    private static final String TABLE = "/config/lambda-runtimes.csv";

    private static final Map<String, LambdaRuntime> BY_IDENTIFIER = read();

    private static Map<String, LambdaRuntime> read() {
        var runtimes = new LinkedHashMap<String, LambdaRuntime>();
        var table = Objects.requireNonNull(LambdaRuntime.class.getResourceAsStream(TABLE), TABLE);
        try (var reader = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.startsWith("#")) {
                    var cells = line.split(",", -1);
                    var runtime = new LambdaRuntime(cells[0], Language.valueOf(cells[1]), LocalDate.parse(cells[2]));
                    runtimes.put(runtime.identifier, runtime);
                }
            }
            return Collections.unmodifiableMap(runtimes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that the AWS provider accepts. */
    public static List<String> identifiers() {
        return List.copyOf(BY_IDENTIFIER.keySet());
    }

    /** The runtime of an identifier; empty for one that the AWS provider refuses. */
    public static Optional<LambdaRuntime> of(String identifier) {
        return Optional.ofNullable(BY_IDENTIFIER.get(identifier));
    }

    /** The runtime of the same language that AWS supports the longest. */
    public LambdaRuntime newestOfTheLanguage() {
        return BY_IDENTIFIER.values().stream()
                .filter(each -> each.language == language)
                .max(Comparator.comparing(LambdaRuntime::endOfSupport))
                .orElse(this);
    }

    /** The version of the language: 13 for {@code python3.13}, 22 for {@code nodejs22.x}, 21 for {@code java21}. */
    public int version() {
        return Integer.parseInt(
                identifier.replaceFirst("^python3\\.|^[a-z]+(?=\\d)", "").replaceFirst("\\..*", ""));
    }

    /**
     * A warning, beginning 180 days before the end of support; empty before that day.
     *
     * @param setting what chooses the runtime, such as {@code lambdaRuntime}
     * @param change how to choose another
     */
    public Optional<String> warning(String setting, String change, LocalDate today) {
        if (today.isBefore(endOfSupport.minusDays(DAYS_OF_WARNING))) {
            return Optional.empty();
        }
        return Optional.of("%s should not be %s, whose support ends on %s; %s"
                .formatted(setting, identifier, endOfSupport, change));
    }
}
