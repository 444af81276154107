package stepfunction.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The settings that all components of a stack share.
 *
 * @param tags of everything that takes tags
 * @param release the way in which a deployment reaches new executions
 * @param logRetentionDays of every log group
 * @param tracing whether X-Ray traces executions and invocations
 * @param protectData whether Pulumi refuses to delete state machines and log groups
 * @param permissionsBoundaryArn of every role; empty for none
 * @param alarmTopicArn of the SNS topic that alarms notify; empty for no alarms
 */
public record SharedSettings(
        Map<String, String> tags,
        Release release,
        int logRetentionDays,
        boolean tracing,
        boolean protectData,
        String permissionsBoundaryArn,
        String alarmTopicArn) {

    /** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
    private static final List<String> RETENTION_DAYS = List.of(
            "1", "3", "5", "7", "14", "30", "60", "90", "120", "150", "180", "365", "400", "545", "731", "1096", "1827",
            "2192", "2557", "2922", "3288", "3653");

    private static final Pattern BOUNDARY =
            Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}|aws):policy/[\\w+=,.@/-]{1,512}");

    public SharedSettings {
        tags = Map.copyOf(tags);
    }

    /** @param region of the stack, in which the topic must be; empty if it is unknown */
    static SharedSettings read(ConfigReader reader, String region) {
        return new SharedSettings(
                Map.of("project", reader.project(), "stack", reader.stack(), "managed-by", "pulumi"),
                Release.read(reader),
                Integer.parseInt(reader.oneOf("logRetentionDays", RETENTION_DAYS)),
                reader.flag("tracing"),
                reader.flag("protectData"),
                reader.optional("permissionsBoundaryArn", BOUNDARY, "be an IAM policy's ARN, or empty"),
                reader.optional("alarmTopicArn", topicIn(region), "be empty, or a topic in aws:region"));
    }

    /** In any Region where the stack's own is wrong: one mistake is reported once. */
    private static Pattern topicIn(String region) {
        var expected = region.isEmpty() ? StackConfig.REGION.pattern() : Pattern.quote(region);
        return Pattern.compile("arn:aws[a-z-]*:sns:%s:\\d{12}:[\\w-]{1,256}".formatted(expected));
    }
}
