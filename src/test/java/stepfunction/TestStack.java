package stepfunction;

import java.nio.file.Path;

/** A valid stack, declared once; no two of its values are alike, so that swapped ones are seen. */
final class TestStack {

    static final ProjectFiles PROJECT = new ProjectFiles(Path.of(""));

    static final StackSettings SETTINGS = new StackSettings("eu-central-1", "greeter", "greeting");

    static final String FUNCTION_ARN = "arn:aws:lambda:eu-central-1:123456789012:function:greeter";

    /** As {@code pulumi up} declares it. */
    static final DeclaredStack UPDATE = DeclaredStack.declare(SETTINGS, PROJECT, "test", false);

    /** As {@code pulumi preview} declares it before there is anything in AWS. */
    static final DeclaredStack PREVIEW = DeclaredStack.declare(SETTINGS, PROJECT, "test", true);

    private TestStack() {}
}
