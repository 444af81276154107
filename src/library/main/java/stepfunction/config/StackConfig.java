package stepfunction.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The stack's config, typed and checked.
 *
 * @param reader has what is wrong with the values; reads keys of the user's own
 */
public record StackConfig(
        String project,
        String stack,
        String region,
        String lambdaFunctionName,
        String stepFunctionName,
        LambdaRuntime lambdaRuntime,
        String lambdaArchitecture,
        int lambdaMemorySizeMb,
        Duration lambdaTimeout,
        boolean pinFunctionVersions,
        int logRetentionDays,
        String stepFunctionType,
        String stepFunctionLogLevel,
        boolean logExecutionData,
        boolean tracing,
        boolean protectData,
        String permissionsBoundaryArn,
        String alarmTopicArn,
        ConfigReader reader) {

    /** What a key has that neither the stack's file nor Pulumi.yaml sets: the project may be older than the key. */
    static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("lambdaRuntime", "python3.13"),
            Map.entry("lambdaArchitecture", "arm64"),
            Map.entry("lambdaMemorySizeMb", "128"),
            Map.entry("lambdaTimeoutSeconds", "10"),
            Map.entry("pinFunctionVersions", "false"),
            Map.entry("logRetentionDays", "30"),
            Map.entry("stepFunctionType", "STANDARD"),
            Map.entry("stepFunctionLogLevel", "ERROR"),
            Map.entry("logExecutionData", "false"),
            Map.entry("tracing", "true"),
            Map.entry("protectData", "false"),
            Map.entry("permissionsBoundaryArn", ""),
            Map.entry("alarmTopicArn", ""));

    /** A role's name has at most 64 characters: these leave room for {@code -assume-role} and {@code -role}. */
    private static final int MAX_FUNCTION_NAME = 52;

    private static final int MAX_STATE_MACHINE_NAME = 59;

    /** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
    private static final List<String> RETENTION_DAYS = List.of(
            "1", "3", "5", "7", "14", "30", "60", "90", "120", "150", "180", "365", "400", "545", "731", "1096", "1827",
            "2192", "2557", "2922", "3288", "3653");

    private static final Pattern REGION = Pattern.compile("[a-z]+(-[a-z]+)+-[1-9]\\d?");
    private static final Pattern BOUNDARY =
            Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}|aws):policy/[\\w+=,.@/-]{1,512}");

    /** Reads each key once, whatever is wrong with others. */
    public static StackConfig read(ConfigReader reader) {
        var region = reader.matching("aws:region", REGION, "be an AWS Region such as eu-west-1");
        return new StackConfig(
                reader.project(),
                reader.stack(),
                region,
                reader.matching("lambdaFunctionName", name(MAX_FUNCTION_NAME), nameRule(MAX_FUNCTION_NAME)),
                reader.matching("stepFunctionName", name(MAX_STATE_MACHINE_NAME), nameRule(MAX_STATE_MACHINE_NAME)),
                LambdaRuntime.of(reader.oneOf("lambdaRuntime", LambdaRuntime.identifiers())),
                reader.oneOf("lambdaArchitecture", List.of("arm64", "x86_64")),
                reader.wholeNumber("lambdaMemorySizeMb", 128, 10240, "MB"),
                Duration.ofSeconds(reader.wholeNumber("lambdaTimeoutSeconds", 1, 900, "seconds")),
                reader.flag("pinFunctionVersions"),
                Integer.parseInt(reader.oneOf("logRetentionDays", RETENTION_DAYS)),
                reader.oneOf("stepFunctionType", List.of("STANDARD", "EXPRESS")),
                reader.oneOf("stepFunctionLogLevel", List.of("ALL", "ERROR", "FATAL", "OFF")),
                reader.flag("logExecutionData"),
                reader.flag("tracing"),
                reader.flag("protectData"),
                reader.optional("permissionsBoundaryArn", BOUNDARY, "be an IAM policy's ARN, or empty"),
                reader.optional("alarmTopicArn", topicIn(region), "be empty, or a topic in aws:region"),
                reader);
    }

    private static Pattern name(int maxLength) {
        return Pattern.compile("[\\w-]{1,%s}".formatted(maxLength));
    }

    private static String nameRule(int maxLength) {
        return "have 1 to %s characters of a-z, A-Z, 0-9, - and _".formatted(maxLength);
    }

    /** Where the Region itself is wrong, any: one mistake is told once. */
    private static Pattern topicIn(String region) {
        var expected = region.isEmpty() ? REGION.pattern() : Pattern.quote(region);
        return Pattern.compile("arn:aws[a-z-]*:sns:%s:\\d{12}:[\\w-]{1,256}".formatted(expected));
    }

    /** For everything that takes tags. */
    public Map<String, String> tags() {
        return Map.of("project", project, "stack", stack, "managed-by", "pulumi");
    }

    public boolean isExpress() {
        return stepFunctionType.equals("EXPRESS");
    }

    /** A key of the user's own, declared in Pulumi.yaml. It must be set, and may be empty. */
    public String text(String key) {
        return reader.text(key);
    }

    /** A key of the user's own that is true or false. */
    public boolean flag(String key) {
        return reader.flag(key);
    }

    /** A key of the user's own that is one of some values. */
    public String oneOf(String key, String... values) {
        return reader.oneOf(key, List.of(values));
    }

    /** A key of the user's own that is a whole number of a unit, such as {@code "seconds"}. */
    public int wholeNumber(String key, int min, int max, String unit) {
        return reader.wholeNumber(key, min, max, unit);
    }
}
