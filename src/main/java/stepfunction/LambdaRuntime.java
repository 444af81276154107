package stepfunction;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * A Python runtime of Lambda that the aws provider accepts, and the day on which AWS deprecates it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html">AWS: Lambda runtimes</a>
 */
enum LambdaRuntime {
    PYTHON3_11("python3.11", LocalDate.of(2027, 6, 30)),
    PYTHON3_12("python3.12", LocalDate.of(2028, 10, 31)),
    PYTHON3_13("python3.13", LocalDate.of(2029, 6, 30));

    private static final int DAYS_OF_WARNING = 180;

    private final String identifier;
    private final LocalDate deprecation;

    LambdaRuntime(String identifier, LocalDate deprecation) {
        this.identifier = identifier;
        this.deprecation = deprecation;
    }

    static boolean exists(String identifier) {
        return find(identifier).isPresent();
    }

    /** @throws IllegalArgumentException when there is no such runtime */
    static LambdaRuntime of(String identifier) {
        return find(identifier)
                .orElseThrow(() -> new IllegalArgumentException(Setting.LAMBDA_RUNTIME.refusal(identifier)));
    }

    private static Optional<LambdaRuntime> find(String identifier) {
        return Arrays.stream(values())
                .filter(runtime -> runtime.identifier.equals(identifier))
                .findAny();
    }

    /** What AWS calls it, such as python3.13. */
    String identifier() {
        return identifier;
    }

    /** @throws IllegalArgumentException from the day of its deprecation on */
    void requireSupported(LocalDate today) {
        if (!today.isBefore(deprecation)) {
            throw new IllegalArgumentException(
                    "lambdaRuntime must be a runtime that AWS supports, was %s, deprecated on %s; run: %s"
                            .formatted(identifier, deprecation, Setting.LAMBDA_RUNTIME.command(newest().identifier)));
        }
    }

    /** What a user should hear in the last 180 days before the deprecation; empty before. */
    Optional<String> warning(LocalDate today) {
        var days = ChronoUnit.DAYS.between(today, deprecation);
        return days > DAYS_OF_WARNING
                ? Optional.empty()
                : Optional.of("lambdaRuntime %s will be deprecated on %s, in %d days; run: %s"
                        .formatted(identifier, deprecation, days, Setting.LAMBDA_RUNTIME.command(newest().identifier)));
    }

    private static LambdaRuntime newest() {
        return values()[values().length - 1];
    }
}
