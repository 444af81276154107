package stepfunction;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.pulumi.Context;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The stack's config, typed and checked, one key per line. Pulumi.yaml has the descriptions, units and defaults. */
final class StackSettings extends SettingsReader {

    private static final String BOUNDARY = "|arn:aws[a-z-]*:iam::(\\d{12}|aws):policy/[\\w+=,.@/-]{1,512}";
    private static final String TOPIC = "|arn:aws[a-z-]*:sns:%s[\\w-]*:\\d{12}:[\\w-]{1,256}";
    private static final String NAME = "have 1 to %d characters of a-z, A-Z, 0-9, - and _";

    // https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html, as far as the AWS provider accepts them
    private static final Map<String, LocalDate> END_OF_SUPPORT = new TreeMap<>(Map.of(
            "python3.10", LocalDate.of(2026, 10, 31),
            "python3.11", LocalDate.of(2027, 6, 30),
            "python3.12", LocalDate.of(2028, 10, 31),
            "python3.13", LocalDate.of(2029, 6, 30)));
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
    static final String DAYS = "1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653";

    final String region = text("aws:region", "[a-z]+(-[a-z]+)+-[1-9]\\d?", "be an AWS Region such as eu-west-1");
    // A role's name has at most 64 characters: these leave room for -assume-role and -role.
    final String lambdaFunctionName = text("lambdaFunctionName", "[\\w-]{1,52}", NAME.formatted(52));
    final String stepFunctionName = text("stepFunctionName", "[\\w-]{1,59}", NAME.formatted(59));
    final String lambdaRuntime = oneOf("lambdaRuntime", List.copyOf(END_OF_SUPPORT.keySet()));
    final String lambdaArchitecture = oneOf("lambdaArchitecture", List.of("arm64", "x86_64"));
    final int lambdaMemorySizeMb = whole("lambdaMemorySizeMb", 128, 10240, "MB");
    final Duration lambdaTimeout = Duration.ofSeconds(whole("lambdaTimeoutSeconds", 1, 900, "seconds"));
    final boolean pinFunctionVersions = flag("pinFunctionVersions");
    final int logRetentionDays = Integer.parseInt(oneOf("logRetentionDays", List.of(DAYS.split(" ", -1))));
    final String stepFunctionType = oneOf("stepFunctionType", List.of("STANDARD", "EXPRESS"));
    final String stepFunctionLogLevel = oneOf("stepFunctionLogLevel", List.of("ALL", "ERROR", "FATAL", "OFF"));
    final boolean logExecutionData = flag("logExecutionData");
    final boolean tracing = flag("tracing");
    final boolean protectData = flag("protectData");
    final String permissionsBoundaryArn = text("permissionsBoundaryArn", BOUNDARY, "be an IAM policy's ARN, or empty");
    final String alarmTopicArn = text("alarmTopicArn", TOPIC.formatted(region), "be empty, or a topic in aws:region");
    final Map<String, String> tags;

    StackSettings(String project, String stack, Map<String, String> config, Set<String> secretKeys) {
        super(project, config, secretKeys);
        tags = Map.of("project", project, "stack", stack, "managed-by", "pulumi");
    }

    /** The running program's settings. The environment has their keys, because the SDK cannot list them. */
    static StackSettings of(Context ctx, Map<String, String> environment) {
        var config = new TreeMap<String, String>();
        var keys = new Gson().fromJson(environment.getOrDefault("PULUMI_CONFIG", "{}"), JsonObject.class);
        for (var key : keys.keySet()) {
            var parts = key.split(":", 2);
            ctx.config(parts[0]).get(parts[1]).ifPresent(value -> config.put(key, value));
        }
        var secrets = new Gson().fromJson(environment.getOrDefault("PULUMI_CONFIG_SECRET_KEYS", "[]"), String[].class);
        return new StackSettings(ctx.projectName(), ctx.stackName(), config, Set.of(secrets));
    }

    /** A warning, from 180 days before the end of support. */
    Optional<String> runtimeWarning(LocalDate today) {
        var end = END_OF_SUPPORT.getOrDefault(lambdaRuntime, LocalDate.MAX);
        var warning = "lambdaRuntime should not be %s, whose support ends on %s; run: pulumi config set lambdaRuntime";
        return Optional.of(warning.formatted(lambdaRuntime, end)).filter(of -> !today.isBefore(end.minusDays(180)));
    }
}
