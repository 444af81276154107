package stepfunction;

import java.util.Map;
import java.util.TreeMap;

/** The valid config of the stack test: apart from TestStack, for who needs the config must not declare the stack. */
final class TestConfig {

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
            Map.entry(NAMESPACE + "permissionsBoundaryArn", TestStack.BOUNDARY_ARN),
            Map.entry(NAMESPACE + "alarmTopicArn", TestStack.TOPIC_ARN));

    private TestConfig() {}

    /** The valid config, some of its values changed. */
    static Map<String, String> config(Map<String, String> changes) {
        var config = new TreeMap<>(CONFIG);
        changes.forEach((key, value) -> config.put(key.contains(":") ? key : NAMESPACE + key, value));
        return config;
    }
}
