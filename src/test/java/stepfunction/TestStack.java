package stepfunction;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** A valid stack; no two of its values are alike, so that swapped ones are seen, and none is a default. */
final class TestStack {

    static final ProjectFiles PROJECT = new ProjectFiles(Path.of(""));

    static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    static final String FUNCTION_ARN = "arn:aws:lambda:eu-central-1:123456789012:function:greeter";

    static final String STATE_MACHINE_ARN = "arn:aws:states:eu-central-1:123456789012:stateMachine:greeting";

    static final String BOUNDARY_ARN = "arn:aws:iam::123456789012:policy/boundary";

    static final String TOPIC_ARN = "arn:aws:sns:eu-central-1:123456789012:alarms";

    private static final String NAMESPACE = "lambda-step-functions:";

    private static final Map<String, String> CONFIG = Map.ofEntries(
            Map.entry("aws:region", "eu-central-1"),
            Map.entry(
                    "aws:defaultTags",
                    "{\"tags\":{\"project\":\"lambda-step-functions\",\"stack\":\"test\",\"managed-by\":\"pulumi\"}}"),
            Map.entry(NAMESPACE + "lambdaFunctionName", "greeter"),
            Map.entry(NAMESPACE + "stepFunctionName", "greeting"),
            Map.entry(NAMESPACE + "lambdaRuntime", "python3.12"),
            Map.entry(NAMESPACE + "lambdaArchitecture", "x86_64"),
            Map.entry(NAMESPACE + "lambdaMemorySizeMb", "512"),
            Map.entry(NAMESPACE + "lambdaTimeoutSeconds", "20"),
            Map.entry(NAMESPACE + "logRetentionDays", "90"),
            Map.entry(NAMESPACE + "stepFunctionType", "STANDARD"),
            Map.entry(NAMESPACE + "stepFunctionLogLevel", "FATAL"),
            Map.entry(NAMESPACE + "logExecutionData", "true"),
            Map.entry(NAMESPACE + "protectData", "true"),
            Map.entry(NAMESPACE + "permissionsBoundaryArn", BOUNDARY_ARN),
            Map.entry(NAMESPACE + "alarmTopicArn", TOPIC_ARN));

    /** Every option in use, as {@code pulumi up} declares it. */
    static final DeclaredStack UPDATE = declare(settings(Map.of()), false);

    /** Every option in use, as {@code pulumi preview} declares it before there is anything in AWS. */
    static final DeclaredStack PREVIEW = declare(settings(Map.of()), true);

    /** Without options, as an express workflow. */
    static final DeclaredStack MINIMAL = declare(
            settings(Map.of(
                    "lambdaTimeoutSeconds", "5",
                    "stepFunctionType", "EXPRESS",
                    "protectData", "false",
                    "permissionsBoundaryArn", "",
                    "alarmTopicArn", "")),
            false);

    private TestStack() {}

    /** The valid config, some of its values changed. */
    static Map<String, String> config(Map<String, String> changes) {
        var config = new TreeMap<>(CONFIG);
        changes.forEach((key, value) -> config.put(key.contains(":") ? key : NAMESPACE + key, value));
        return config;
    }

    static StackSettings settings(Map<String, String> changes) {
        return StackSettings.from("lambda-step-functions", "test", config(changes));
    }

    private static DeclaredStack declare(StackSettings settings, boolean preview) {
        return DeclaredStack.declare(settings, TODAY, PROJECT, "test", preview);
    }
}
