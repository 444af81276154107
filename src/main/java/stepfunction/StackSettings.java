package stepfunction;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stack's config, typed and checked. Defaults and descriptions are in Pulumi.yaml.
 *
 * @param tags of everything that takes tags
 * @param lambdaMemorySizeMb 128 to 10240 MB
 * @param lambdaTimeout 1 s to 900 s
 * @param pinFunctionVersions whether an execution keeps the code that it started with
 * @param logRetentionDays of all log groups
 * @param logExecutionData whether the state machine's log holds inputs and outputs
 * @param protectData whether Pulumi refuses to delete the state machine, with its executions, and the log groups
 */
record StackSettings(
        Map<String, String> tags,
        String region,
        String lambdaFunctionName,
        String stepFunctionName,
        String lambdaRuntime,
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
        Optional<String> permissionsBoundaryArn,
        Optional<String> alarmTopicArn) {

    // Days, from https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
    private static final String RETENTION =
            "1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653";

    private static final String BOUNDARY = "arn:aws[a-z-]*:iam::(\\d{12}|aws):policy/[\\w+=,.@/-]{1,512}";
    private static final String TOPIC = "arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[\\w-]{1,256}";

    /**
     * Reads the settings, a line each. What is wrong with one the reader tells; its value is then a stand-in. Names leave room
     * for what the program adds, for AWS allows 64 characters to a role's name.
     *
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html">AWS: CreateRole</a>
     */
    static StackSettings read(SettingsReader config) {
        var settings = new StackSettings(
                config.tags(),
                config.text(
                        "aws:region", "[a-z]{2,4}(-[a-z]{1,12}){1,4}-[1-9]\\d?", "be an AWS Region such as eu-west-1"),
                config.text("lambdaFunctionName", "[\\w-]{1,52}", "have 1 to 52 characters of a-z, A-Z, 0-9, - and _"),
                config.text("stepFunctionName", "[\\w-]{1,59}", "have 1 to 59 characters of a-z, A-Z, 0-9, - and _"),
                config.oneOf("lambdaRuntime", LambdaRuntime.END_OF_SUPPORT.keySet()),
                config.oneOf("lambdaArchitecture", List.of("arm64", "x86_64")),
                config.whole("lambdaMemorySizeMb", 128, 10240, "MB"),
                Duration.ofSeconds(config.whole("lambdaTimeoutSeconds", 1, 900, "seconds")),
                config.flag("pinFunctionVersions"),
                Integer.parseInt(config.oneOf("logRetentionDays", List.of(RETENTION.split(" ", -1)))),
                config.oneOf("stepFunctionType", List.of("STANDARD", "EXPRESS")),
                config.oneOf("stepFunctionLogLevel", List.of("ALL", "ERROR", "FATAL", "OFF")),
                config.flag("logExecutionData"),
                config.flag("tracing"),
                config.flag("protectData"),
                config.optionalText("permissionsBoundaryArn", BOUNDARY, "be the ARN of an IAM policy"),
                config.optionalText("alarmTopicArn", TOPIC, "be the ARN of an SNS topic that is not FIFO"));
        var region = settings.region;
        var alarmRegion =
                settings.alarmTopicArn.map(arn -> arn.split(":", -1)[3]).orElse(region);
        var isSame = region.isEmpty() || alarmRegion.equals(region);
        config.require(isSame, "alarmTopicArn", "be in aws:region %s, as alarms are".formatted(region), alarmRegion);
        return settings;
    }

    String stateMachineRoleName() {
        return stepFunctionName + "-role";
    }
}
