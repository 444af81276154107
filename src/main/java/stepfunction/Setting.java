package stepfunction;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * A key of the stack's config, and the rule for its value. Its type, default and description are in Pulumi.yaml.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html">AWS: CreateFunction</a>
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html">AWS:
 *     CreateStateMachine</a>
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html">AWS: CreateRole</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html">AWS:
 *     PutRetentionPolicy</a>
 */
@SuppressWarnings("ImmutableEnumChecker") // Every rule is a function without state.
enum Setting {
    REGION(
            "aws:region",
            "be an AWS Region such as eu-west-1",
            "eu-west-1",
            matching("[a-z]{2,4}(-[a-z]+)+-[1-9][0-9]?")),
    LAMBDA_FUNCTION_NAME(
            "lambdaFunctionName",
            "have 1 to 52 characters of a-z, A-Z, 0-9, - and _ (its role adds -assume-role, and IAM allows 64)",
            "test_lambda",
            matching("[a-zA-Z0-9_-]{1,52}")),
    STEP_FUNCTION_NAME(
            "stepFunctionName",
            "have 1 to 59 characters of a-z, A-Z, 0-9, - and _ (its role adds -role, and IAM allows 64)",
            "test_step_function",
            matching("[a-zA-Z0-9_-]{1,59}")),
    LAMBDA_RUNTIME("lambdaRuntime", "be python3.11, python3.12 or python3.13", "python3.13", LambdaRuntime::exists),
    LAMBDA_ARCHITECTURE("lambdaArchitecture", "be arm64 or x86_64", "arm64", Set.of("arm64", "x86_64")::contains),
    LAMBDA_MEMORY_SIZE_MB("lambdaMemorySizeMb", "be a whole number of MB from 128 to 10240", "256", whole(128, 10240)),
    LAMBDA_TIMEOUT_SECONDS("lambdaTimeoutSeconds", "be a whole number of seconds from 1 to 900", "10", whole(1, 900)),
    LOG_RETENTION_DAYS(
            "logRetentionDays",
            "be 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653"
                    + " days",
            "30",
            Set.of(
                    "1", "3", "5", "7", "14", "30", "60", "90", "120", "150", "180", "365", "400", "545", "731", "1096",
                    "1827", "2192", "2557", "2922", "3288", "3653")::contains),
    STEP_FUNCTION_TYPE(
            "stepFunctionType", "be STANDARD or EXPRESS", "STANDARD", Set.of("STANDARD", "EXPRESS")::contains),
    STEP_FUNCTION_LOG_LEVEL(
            "stepFunctionLogLevel",
            "be ALL, ERROR, FATAL or OFF",
            "ERROR",
            Set.of("ALL", "ERROR", "FATAL", "OFF")::contains),
    LOG_EXECUTION_DATA("logExecutionData", "be true or false", "false", Set.of("true", "false")::contains),
    PROTECT_DATA("protectData", "be true or false", "true", Set.of("true", "false")::contains),
    PERMISSIONS_BOUNDARY_ARN(
            "permissionsBoundaryArn",
            "be the ARN of an IAM policy, or empty",
            "arn:aws:iam::123456789012:policy/boundary",
            matching("|arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/[\\w+=,.@/-]{1,512}")),
    ALARM_TOPIC_ARN(
            "alarmTopicArn",
            "be the ARN of an SNS topic that is not FIFO, or empty",
            "arn:aws:sns:eu-west-1:123456789012:alarms",
            matching("|arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[a-zA-Z0-9_-]{1,256}"));

    private static final Gson QUOTING = new GsonBuilder().disableHtmlEscaping().create();
    private static final int LONG = 50;

    private final String key;
    private final String requirement;
    private final String example;
    private final Predicate<String> rule;

    Setting(String key, String requirement, String example, Predicate<String> rule) {
        this.key = key;
        this.requirement = requirement;
        this.example = example;
        this.rule = rule;
    }

    /** The key, spelled as in {@code pulumi config set}. */
    String key() {
        return key;
    }

    /** What the rule demands, as a sentence goes on after "must". */
    String requirement() {
        return requirement;
    }

    /** A value that the rule accepts. */
    String example() {
        return example;
    }

    /** Whether the rule accepts a value; the empty text stands for none. */
    boolean accepts(String value) {
        return rule.test(value);
    }

    /** The message that refuses a value. */
    String refusal(String value) {
        return "%s must %s, was %s; run: %s".formatted(key, requirement, quoted(value), command(example));
    }

    /** The command that gives the key another value. */
    String command(Object value) {
        return "pulumi config set %s %s".formatted(key, value);
    }

    /** The setting whose key, its namespace apart, takes the fewest edits to reach. */
    static Setting nearest(String key) {
        return Arrays.stream(values())
                .min(Comparator.comparing(setting -> LevenshteinDistance.getDefaultInstance()
                        .apply(key, setting.key.substring(setting.key.indexOf(':') + 1))))
                .orElseThrow();
    }

    /** A value for a message: on one line, its length told when it is long. */
    static String quoted(String value) {
        if (value.isEmpty()) {
            return "not set";
        }
        return QUOTING.toJson(value) + (value.length() > LONG ? " (%d characters)".formatted(value.length()) : "");
    }

    private static Predicate<String> matching(String regex) {
        return Pattern.compile(regex).asMatchPredicate();
    }

    private static Predicate<String> whole(int min, int max) {
        return value ->
                value.matches("[1-9][0-9]{0,5}") && Integer.parseInt(value) >= min && Integer.parseInt(value) <= max;
    }
}
