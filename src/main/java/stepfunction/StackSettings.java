package stepfunction;

import com.pulumi.Config;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The stack's config, checked, and the physical names that derive from it. Defaults are in Pulumi.yaml.
 *
 * @param region {@code aws:region}, such as eu-west-1; no default
 * @param lambdaFunctionName 1 to 52 characters of letters, digits, {@code -} and {@code _}; default test_lambda
 * @param stepFunctionName 1 to 59 characters of letters, digits, {@code -} and {@code _}; default test_step_function
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html">AWS: FunctionName</a>
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html">AWS: name</a>
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html">AWS: RoleName</a>
 */
record StackSettings(String region, String lambdaFunctionName, String stepFunctionName) {

    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[1-9][0-9]?");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final int MAX_ROLE_NAME = 64;

    private static final String LAMBDA_ROLE_SUFFIX = "-assume-role";
    private static final String STATE_MACHINE_ROLE_SUFFIX = "-role";

    /**
     * @throws IllegalArgumentException naming every value that AWS would refuse
     * @throws IllegalStateException when the two roles would get the same name
     */
    StackSettings {
        var violations = new Violations();
        if (!REGION.matcher(region).matches()) {
            violations.add("aws:region must be an AWS Region, was %s; run: pulumi config set aws:region eu-west-1"
                    .formatted(shown(region)));
        }
        requireName(violations, "lambdaFunctionName", lambdaFunctionName, LAMBDA_ROLE_SUFFIX, "test_lambda");
        requireName(violations, "stepFunctionName", stepFunctionName, STATE_MACHINE_ROLE_SUFFIX, "test_step_function");
        violations.throwIfAny();

        // IAM compares role names without regard to case.
        if ((lambdaFunctionName + LAMBDA_ROLE_SUFFIX).equalsIgnoreCase(stepFunctionName + STATE_MACHINE_ROLE_SUFFIX)) {
            throw new IllegalStateException(
                    ("stepFunctionName must differ from lambdaFunctionName followed by -assume, was %s: both roles would be"
                                    + " named %s%s; run: pulumi config set stepFunctionName test_step_function")
                            .formatted(shown(stepFunctionName), stepFunctionName, STATE_MACHINE_ROLE_SUFFIX));
        }
    }

    /**
     * Reads the settings from the stack's config.
     *
     * @param project the bag of the project's own namespace
     * @param aws the bag of the namespace aws
     */
    static StackSettings from(Config project, Config aws) {
        return from(key -> key.startsWith("aws:") ? aws.get(key.substring("aws:".length())) : project.get(key));
    }

    /**
     * Reads the settings.
     *
     * @param config the value of a key, spelled as in {@code pulumi config set}
     */
    static StackSettings from(Function<String, Optional<String>> config) {
        return new StackSettings(
                config.apply("aws:region").orElse(""),
                config.apply("lambdaFunctionName").orElse(""),
                config.apply("stepFunctionName").orElse(""));
    }

    String lambdaRoleName() {
        return lambdaFunctionName + LAMBDA_ROLE_SUFFIX;
    }

    String stateMachineRoleName() {
        return stepFunctionName + STATE_MACHINE_ROLE_SUFFIX;
    }

    String invokePolicyName() {
        return stepFunctionName + "-policy";
    }

    private static void requireName(
            Violations violations, String key, String value, String roleSuffix, String example) {
        var max = MAX_ROLE_NAME - roleSuffix.length();
        if (value.length() > max || !NAME.matcher(value).matches()) {
            violations.add(
                    "%s must have 1 to %d characters of a-z, A-Z, 0-9, - and _ (its role adds %s, and IAM allows %d), was %s; run: pulumi config set %s %s"
                            .formatted(key, max, roleSuffix, MAX_ROLE_NAME, shown(value), key, example));
        }
    }

    private static String shown(String value) {
        return value.isEmpty() ? "not set" : "\"%s\" (%d characters)".formatted(value, value.length());
    }
}
