package stepfunction;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.pulumi.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * The stack's config, checked. The rule of each value is in {@link Setting}, its default in Pulumi.yaml.
 *
 * @param lambdaMemorySizeMb 128 to 10240 MB
 * @param lambdaTimeout 1 s to 900 s
 * @param logRetentionDays for both log groups
 * @param logExecutionData whether the state machine's log holds inputs and outputs
 * @param protectData whether Pulumi refuses to delete the state machine, with its executions, and the log groups
 */
record StackSettings(
        String region,
        String lambdaFunctionName,
        String stepFunctionName,
        LambdaRuntime lambdaRuntime,
        String lambdaArchitecture,
        int lambdaMemorySizeMb,
        Duration lambdaTimeout,
        int logRetentionDays,
        String stepFunctionType,
        String stepFunctionLogLevel,
        boolean logExecutionData,
        boolean protectData,
        Optional<String> permissionsBoundaryArn,
        Optional<String> alarmTopicArn) {

    /** An execution of an express workflow has 5 minutes. */
    private static final Duration EXPRESS_LIMIT = Duration.ofMinutes(5);

    /** @throws IllegalStateException when settings contradict one another, naming every contradiction */
    StackSettings {
        var violations = new Violations();
        // IAM compares role names without regard to case.
        if (lambdaRoleName(lambdaFunctionName).equalsIgnoreCase(stateMachineRoleName(stepFunctionName))) {
            violations.add("%s must not make both roles' name %s, was %s; run: %s"
                    .formatted(
                            Setting.STEP_FUNCTION_NAME.key(),
                            stateMachineRoleName(stepFunctionName),
                            Setting.quoted(stepFunctionName),
                            Setting.STEP_FUNCTION_NAME.command("test_step_function")));
        }
        if (stepFunctionType.equals("EXPRESS")) {
            requireExpressFits(violations, lambdaTimeout);
        }
        var alarmRegion = alarmTopicArn.map(arn -> arn.split(":", -1)[3]).orElse(region);
        if (!alarmRegion.equals(region)) {
            violations.add("alarmTopicArn must be in aws:region %s, where the alarms are, was in %s; run: %s"
                    .formatted(
                            region,
                            alarmRegion,
                            Setting.ALARM_TOPIC_ARN.command(
                                    alarmTopicArn.orElseThrow().replace(":" + alarmRegion + ":", ":" + region + ":"))));
        }
        violations.throwIfAny(IllegalStateException::new);
    }

    private static void requireExpressFits(Violations violations, Duration lambdaTimeout) {
        var execution = WorkflowDefinition.timeouts(lambdaTimeout).stateMachine();
        if (execution.compareTo(EXPRESS_LIMIT) > 0) {
            var seconds = LongStream.iterate(lambdaTimeout.toSeconds(), fitting -> fitting > 0, fitting -> fitting - 1)
                    .filter(fitting -> WorkflowDefinition.timeouts(Duration.ofSeconds(fitting))
                                    .stateMachine()
                                    .compareTo(EXPRESS_LIMIT)
                            <= 0)
                    .findFirst();
            violations.add(
                    "%s when stepFunctionType is EXPRESS (an execution has %d s and takes up to %d s with all its retries), was %d; run: %s"
                            .formatted(
                                    seconds.isPresent()
                                            ? "lambdaTimeoutSeconds must be at most " + seconds.getAsLong()
                                            : "workflow.asl.json must retry less",
                                    EXPRESS_LIMIT.toSeconds(),
                                    execution.toSeconds(),
                                    lambdaTimeout.toSeconds(),
                                    seconds.isPresent()
                                            ? Setting.LAMBDA_TIMEOUT_SECONDS.command(seconds.getAsLong())
                                            : Setting.STEP_FUNCTION_TYPE.command("STANDARD")));
        }
    }

    /** @throws IllegalArgumentException as {@link #from(String, String, Map)} does */
    static StackSettings from(Context ctx) {
        var config = new HashMap<String, String>();
        // com.pulumi.Config lists no keys; the language host's own variable does.
        Optional.ofNullable(System.getenv("PULUMI_CONFIG"))
                .map(json -> JsonParser.parseString(json).getAsJsonObject().keySet())
                .ifPresent(keys -> keys.forEach(key -> config.put(key, "")));
        for (var setting : Setting.values()) {
            if (!setting.key().contains(":")) {
                ctx.config()
                        .get(setting.key())
                        .ifPresent(value -> config.put(ctx.projectName() + ":" + setting.key(), value));
            }
        }
        for (var key : new String[] {"region", "defaultTags"}) {
            ctx.config("aws").get(key).ifPresent(value -> config.put("aws:" + key, value));
        }
        return from(ctx.projectName(), ctx.stackName(), config);
    }

    /**
     * Reads the settings of a stack.
     *
     * @param config from {@code namespace:key} to the value as text
     * @throws IllegalArgumentException naming everything that is wrong: values, contradictions, unknown keys, missing tags
     */
    static StackSettings from(String project, String stack, Map<String, String> config) {
        var violations = new Violations();
        Function<Setting, String> value = setting -> config.getOrDefault(qualified(project, setting), "");
        for (var setting : Setting.values()) {
            if (!setting.accepts(value.apply(setting))) {
                violations.add(setting.refusal(value.apply(setting)));
            }
        }
        var settings =
                violations.messages().isEmpty() ? violations.collect(() -> of(value)) : Optional.<StackSettings>empty();
        refuseUnknownKeys(violations, project, config);
        requireTags(violations, project, stack, config.getOrDefault("aws:defaultTags", "{}"));
        violations.throwIfAny(IllegalArgumentException::new);
        return settings.orElseThrow();
    }

    private static StackSettings of(Function<Setting, String> value) {
        return new StackSettings(
                value.apply(Setting.REGION),
                value.apply(Setting.LAMBDA_FUNCTION_NAME),
                value.apply(Setting.STEP_FUNCTION_NAME),
                LambdaRuntime.of(value.apply(Setting.LAMBDA_RUNTIME)),
                value.apply(Setting.LAMBDA_ARCHITECTURE),
                Integer.parseInt(value.apply(Setting.LAMBDA_MEMORY_SIZE_MB)),
                Duration.ofSeconds(Long.parseLong(value.apply(Setting.LAMBDA_TIMEOUT_SECONDS))),
                Integer.parseInt(value.apply(Setting.LOG_RETENTION_DAYS)),
                value.apply(Setting.STEP_FUNCTION_TYPE),
                value.apply(Setting.STEP_FUNCTION_LOG_LEVEL),
                Boolean.parseBoolean(value.apply(Setting.LOG_EXECUTION_DATA)),
                Boolean.parseBoolean(value.apply(Setting.PROTECT_DATA)),
                Optional.of(value.apply(Setting.PERMISSIONS_BOUNDARY_ARN)).filter(arn -> !arn.isEmpty()),
                Optional.of(value.apply(Setting.ALARM_TOPIC_ARN)).filter(arn -> !arn.isEmpty()));
    }

    private static String qualified(String project, Setting setting) {
        return setting.key().contains(":") ? setting.key() : project + ":" + setting.key();
    }

    private static void refuseUnknownKeys(Violations violations, String project, Map<String, String> config) {
        var unknown = new TreeSet<>(config.keySet());
        for (var setting : Setting.values()) {
            unknown.remove(qualified(project, setting));
        }
        for (var key : unknown) {
            if (key.startsWith(project + ":")) {
                var name = key.substring(project.length() + 1);
                violations.add(
                        "%s must be a key of this project, was unknown, did you mean %s? run: pulumi config rm %s"
                                .formatted(name, Setting.nearest(name).key(), name));
            }
        }
    }

    private static void requireTags(Violations violations, String project, String stack, String defaultTags) {
        JsonObject tags;
        try {
            tags = JsonParser.parseString(defaultTags).getAsJsonObject().getAsJsonObject("tags");
        } catch (JsonParseException | IllegalStateException | ClassCastException e) {
            tags = null;
        }
        for (var tag : new String[][] {{"project", project}, {"stack", stack}, {"managed-by", "pulumi"}}) {
            var actual = tags == null || !tags.has(tag[0])
                    ? ""
                    : tags.get(tag[0]).toString().replace("\"", "");
            if (!actual.equals(tag[1])) {
                violations.add(
                        "aws:defaultTags must hold the tag %s \"%s\", was %s; run: pulumi config set --path 'aws:defaultTags.tags.%s' %s"
                                .formatted(tag[0], tag[1], Setting.quoted(actual), tag[0], tag[1]));
            }
        }
    }

    String lambdaRoleName() {
        return lambdaRoleName(lambdaFunctionName);
    }

    String stateMachineRoleName() {
        return stateMachineRoleName(stepFunctionName);
    }

    private static String lambdaRoleName(String functionName) {
        return functionName + "-assume-role";
    }

    private static String stateMachineRoleName(String stateMachineName) {
        return stateMachineName + "-role";
    }
}
