package stepfunction.config;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A runtime of Lambda that the AWS provider accepts: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html. */
public enum LambdaRuntime {
    PYTHON_3_10("python3.10", LocalDate.of(2026, 10, 31)),
    PYTHON_3_11("python3.11", LocalDate.of(2027, 6, 30)),
    PYTHON_3_12("python3.12", LocalDate.of(2028, 10, 31)),
    PYTHON_3_13("python3.13", LocalDate.of(2029, 6, 30));

    private static final int DAYS_OF_WARNING = 180;

    private final String identifier;
    private final LocalDate endOfSupport;

    LambdaRuntime(String identifier, LocalDate endOfSupport) {
        this.identifier = identifier;
        this.endOfSupport = endOfSupport;
    }

    /** As AWS spells it, such as {@code python3.13}. */
    public String identifier() {
        return identifier;
    }

    /** The minor version of Python 3, such as 13. */
    public int minorVersion() {
        return Integer.parseInt(identifier.substring("python3.".length()));
    }

    static List<String> identifiers() {
        return Arrays.stream(values()).map(LambdaRuntime::identifier).toList();
    }

    static LambdaRuntime of(String identifier) {
        return values()[identifiers().indexOf(identifier)];
    }

    /** A warning, beginning 180 days before the end of support; empty before that day. */
    public Optional<String> warning(LocalDate today) {
        if (today.isBefore(endOfSupport.minusDays(DAYS_OF_WARNING))) {
            return Optional.empty();
        }
        return Optional.of(
                "lambdaRuntime should not be %s, whose support ends on %s; run: pulumi config set lambdaRuntime"
                        .formatted(identifier, endOfSupport));
    }
}
