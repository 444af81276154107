package stepfunction;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;

/** A valid stack; no two of its values are alike, so that swapped ones are seen, and none is a default. */
final class TestStack {

    static final ProjectFiles PROJECT = new ProjectFiles(Path.of(""));

    static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    static final String FUNCTION_ARN = "arn:aws:lambda:eu-central-1:123456789012:function:greeter";

    static final String STATE_MACHINE_ARN = "arn:aws:states:eu-central-1:123456789012:stateMachine:greeting";

    static final String BOUNDARY_ARN = "arn:aws:iam::123456789012:policy/boundary";

    static final String TOPIC_ARN = "arn:aws:sns:eu-central-1:123456789012:alarms";

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

    static StackSettings settings(Map<String, String> changes) {
        return StackSettings.from("lambda-step-functions", "test", TestConfig.config(changes));
    }

    private static DeclaredStack declare(StackSettings settings, boolean preview) {
        return DeclaredStack.declare(settings, TODAY, PROJECT, "test", preview);
    }
}
