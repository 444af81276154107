package stepfunction.config;

import java.time.Duration;
import java.util.List;

/**
 * The settings of a function unless the plan overrides them: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html.
 *
 * @param name in AWS, or its prefix
 * @param architecture arm64 or x86_64
 * @param memorySizeMb 128 to 10240 MB
 * @param timeout of one invocation, 1 s to 900 s
 */
public record FunctionSettings(
        String name, LambdaRuntime runtime, String architecture, int memorySizeMb, Duration timeout) {

    /** A role's name has at most 64 characters: this leaves room for {@code -assume-role}. */
    private static final int MAX_NAME_LENGTH = 52;

    static FunctionSettings read(ConfigReader reader) {
        return new FunctionSettings(
                reader.name("lambdaFunctionName", MAX_NAME_LENGTH),
                LambdaRuntime.of(reader.oneOf("lambdaRuntime", LambdaRuntime.identifiers()))
                        .orElseThrow(),
                reader.oneOf("lambdaArchitecture", List.of("arm64", "x86_64")),
                reader.wholeNumber(
                        "lambdaMemorySizeMb", FunctionLimits.MIN_MEMORY_MB, FunctionLimits.MAX_MEMORY_MB, "MB"),
                Duration.ofSeconds(reader.wholeNumber("lambdaTimeoutSeconds", 1, 900, "seconds")));
    }
}
