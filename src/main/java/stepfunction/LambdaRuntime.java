package stepfunction;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Python runtimes of Lambda that the aws provider accepts, and the days on which AWS ends their support.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html">AWS: Lambda runtimes</a>
 */
final class LambdaRuntime {

    static final Map<String, LocalDate> END_OF_SUPPORT = new TreeMap<>(Map.of(
            "python3.10", LocalDate.of(2026, 10, 31),
            "python3.11", LocalDate.of(2027, 6, 30),
            "python3.12", LocalDate.of(2028, 10, 31),
            "python3.13", LocalDate.of(2029, 6, 30)));

    private LambdaRuntime() {}

    /** What a user should hear from 180 days before the end of support on. */
    static Optional<String> warning(String identifier, LocalDate today) {
        return Optional.ofNullable(END_OF_SUPPORT.get(identifier))
                .filter(end -> !today.isBefore(end.minusDays(180)))
                .map(end ->
                        "lambdaRuntime should be newer than %s, whose support AWS ends on %s; run: pulumi config set lambdaRuntime"
                                .formatted(identifier, end));
    }
}
