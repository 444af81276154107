package stepfunction.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import stepfunction.config.FunctionLimits;
import stepfunction.config.LambdaRuntime;

/**
 * A Lambda function of the stack, with its deployment package unpacked:
 * https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html.
 *
 * @param version of a function that is published; else {@code $LATEST}
 * @param taskRoot where its deployment package is
 * @param folder of its sources, as the developer knows it
 * @param sources what its deployment package was made of: that folder, or one in {@code target} that joins it with what was installed
 */
public record LambdaFunction(
        String arn,
        String name,
        String version,
        String handler,
        String runtime,
        String architecture,
        int memoryMb,
        Duration timeout,
        Map<String, String> environment,
        Path taskRoot,
        String folder,
        Path sources) {

    public static final String LATEST = "$LATEST";

    /**
     * As declared.
     *
     * @throws CannotRunException for environment variables with which AWS would refuse to deploy the function
     */
    public LambdaFunction {
        environment = Map.copyOf(environment);
        var reserved = environment.keySet().stream()
                .filter(FunctionLimits.RESERVED_VARIABLES::contains)
                .sorted()
                .toList();
        if (!reserved.isEmpty()) {
            throw new CannotRunException("the environment of the function %s must not set what Lambda reserves, sets %s"
                    .formatted(name, String.join(", ", reserved)));
        }
    }

    /**
     * The ARN under which a call finds this function, with the version that was called if it names one.
     *
     * @param nameOrArn as the FunctionName of https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html, with or without
     *     a version
     * @return absent where the call means another function
     */
    public Optional<String> invokedArn(String nameOrArn) {
        return Stream.of("", ":" + LATEST, ":" + version)
                .filter(qualifier -> List.of(arn + qualifier, name + qualifier).contains(nameOrArn))
                .map(qualifier -> arn + qualifier)
                .findFirst();
    }

    /** The version that a call by this ARN executes. */
    public String invokedVersion(String invokedArn) {
        return invokedArn.equals(arn) ? LATEST : invokedArn.substring(arn.length() + 1);
    }

    /** The same in the folder of its sources, where its tests are, which are not deployed. */
    public LambdaFunction atSources() {
        return new LambdaFunction(
                arn,
                name,
                version,
                handler,
                runtime,
                architecture,
                memoryMb,
                timeout,
                environment,
                sources,
                folder,
                sources);
    }

    /** The version of its runtime: 13 for {@code python3.13}, 22 for {@code nodejs22.x}; 0 for one that is not in the table. */
    int languageVersion() {
        return LambdaRuntime.of(runtime).map(LambdaRuntime::version).orElse(0);
    }

    /**
     * The language of its handler.
     *
     * @throws CannotRunException for an image, and for a runtime that is not in the table of them
     */
    LambdaRuntime.Language language() {
        return LambdaRuntime.of(runtime).map(LambdaRuntime::language).orElseThrow(this::cannotRun);
    }

    /** Whether a runtime of the table for Python runs its handler. */
    boolean isInPython() {
        return LambdaRuntime.of(runtime)
                .filter(known -> known.language() == LambdaRuntime.Language.PYTHON)
                .isPresent();
    }

    /** A customization may have set any runtime. */
    CannotRunException cannotRun() {
        return new CannotRunException(
                "the function %s %s, which does not run on this machine; mock the states that call it"
                        .formatted(name, runtime.isEmpty() ? "is a container image" : "has the runtime " + runtime));
    }

    public String region() {
        return List.of(arn.split(":", -1)).get(3);
    }
}
