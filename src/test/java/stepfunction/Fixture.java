package stepfunction;

import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A project of the tests' own: two functions, a topic and a definition with every state type. No two values are alike. */
final class Fixture {

    static final String BOUNDARY_ARN = "arn:aws:iam::123456789012:policy/boundary";
    static final String TOPIC_ARN = "arn:aws:sns:eu-central-1:123456789012:alarms";
    static final String FUNCTION_ARN = "arn:aws:lambda:eu-central-1:123456789012:function:greeter";
    static final String STATE_MACHINE_ARN = "arn:aws:states:eu-central-1:123456789012:stateMachine:greeting";

    static final String DEFINITION = """
            {
              "StartAt": "Greet",
              "TimeoutSeconds": 120,
              "States": {
                "Greet": {
                  "Type": "Task",
                  "Resource": "${HandlerArn}",
                  "TimeoutSeconds": "${HandlerTaskTimeoutSeconds}",
                  "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "Give up"}],
                  "Next": "Known?"
                },
                "Known?": {
                  "Type": "Choice",
                  "Choices": [{"Variable": "$.known", "BooleanEquals": true, "Next": "Tell"}],
                  "Default": "Rest"
                },
                "Rest": {"Type": "Wait", "Seconds": 1, "Next": "Greet"},
                "Tell": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::sns:publish",
                  "Parameters": {"TopicArn": "${NewsArn}", "Message.$": "$.greeting"},
                  "Next": "Each"
                },
                "Each": {
                  "Type": "Map",
                  "ItemProcessor": {
                    "StartAt": "Count",
                    "States": {
                      "Count": {
                        "Type": "Task",
                        "Resource": "arn:aws:states:::lambda:invoke",
                        "Parameters": {"FunctionName": "${CounterArn}", "Payload.$": "$"},
                        "TimeoutSeconds": 60,
                        "End": true
                      }
                    }
                  },
                  "Next": "Both"
                },
                "Both": {
                  "Type": "Parallel",
                  "Branches": [
                    {"StartAt": "Left", "States": {"Left": {"Type": "Pass", "End": true}}},
                    {"StartAt": "Right", "States": {"Right": {"Type": "Succeed"}}}
                  ],
                  "End": true
                },
                "Give up": {"Type": "Fail", "Error": "GaveUp"}
              }
            }
            """;

    private static final Map<String, String> CONFIG = Map.ofEntries(
            Map.entry("aws:region", "eu-central-1"),
            Map.entry("orders:lambdaFunctionName", "greeter"),
            Map.entry("orders:stepFunctionName", "greeting"),
            Map.entry("orders:lambdaRuntime", "python3.12"),
            Map.entry("orders:lambdaArchitecture", "x86_64"),
            Map.entry("orders:lambdaMemorySizeMb", "512"),
            Map.entry("orders:lambdaTimeoutSeconds", "20"),
            Map.entry("orders:pinFunctionVersions", "false"),
            Map.entry("orders:logRetentionDays", "90"),
            Map.entry("orders:stepFunctionType", "STANDARD"),
            Map.entry("orders:stepFunctionLogLevel", "FATAL"),
            Map.entry("orders:logExecutionData", "true"),
            Map.entry("orders:tracing", "true"),
            Map.entry("orders:protectData", "true"),
            Map.entry("orders:permissionsBoundaryArn", BOUNDARY_ARN),
            Map.entry("orders:alarmTopicArn", TOPIC_ARN));

    /** Where the project is. */
    static final Path PROJECT_DIR = createProject();

    private Fixture() {}

    private static Path createProject() {
        try {
            var dir = Files.createTempDirectory(Path.of("target"), "fixture");
            Files.writeString(dir.resolve("Pulumi.yaml"), "name: orders\n");
            for (var function : List.of("greet", "count")) {
                Files.createDirectories(dir.resolve(function));
                Files.writeString(
                        dir.resolve(function + "/handler.py"),
                        "def handler(event, context):\n    return '%s'\n".formatted(function));
            }
            return dir;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The config, some of its values changed; names without a namespace are the project's. */
    static Map<String, String> config(Map<String, String> changes) {
        var config = new TreeMap<>(CONFIG);
        changes.forEach((key, value) -> config.put(key.contains(":") ? key : "orders:" + key, value));
        return config;
    }

    static SettingsReader reader(Map<String, String> changes, String... secretKeys) {
        return DeclaredStack.reader("orders", "test", config(changes), Set.of(secretKeys));
    }

    static StackSettings settings(Map<String, String> changes) {
        return StackSettings.read(reader(changes));
    }

    static Plan plan(StackSettings settings) {
        return plan(settings, DEFINITION);
    }

    static Plan plan(StackSettings settings, String definition) {
        return new Plan(
                List.of(
                        FunctionSettings.of("handler", "greet", settings),
                        new FunctionSettings(
                                "counter",
                                "count",
                                "handler.handler",
                                256,
                                Duration.ofSeconds(30),
                                Map.of("STEP", "2"))),
                List.of(Target.of(
                        "news",
                        List.of("sns:Publish"),
                        () -> new Topic("news", TopicArgs.builder().name("news").build()).arn())),
                definition);
    }

    /** The stack that the project declares. */
    static DeclaredStack declare(Map<String, String> changes, boolean preview) {
        return DeclaredStack.declare(new ProjectFiles(PROJECT_DIR), "test", config(changes), preview, Fixture::plan);
    }
}
