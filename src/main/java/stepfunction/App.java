package stepfunction;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.exceptions.RunException;
import java.nio.file.Path;

/** The stack program that {@code pulumi preview} and {@code pulumi up} run. */
public final class App {

    private App() {}

    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    /**
     * Declares the stack from its config.
     *
     * @throws RunException naming every setting and every file that has to be mended; nothing is registered then. Pulumi
     *     shows its message without a stack trace.
     */
    public static void stack(Context ctx) {
        var projectDir = Path.of("");
        stack(ctx, Preflight.check(() -> StackSettings.from(ctx.config(), ctx.config("aws")), projectDir));
    }

    static void stack(Context ctx, StackSettings settings) {
        var archive = HandlerArchive.create();
        var function = new HandlerFunction(
                "handler", new HandlerFunction.Args(settings.lambdaFunctionName(), settings.lambdaRoleName(), archive));
        var workflow = new Workflow(
                "workflow",
                new Workflow.Args(
                        settings.stepFunctionName(),
                        settings.stateMachineRoleName(),
                        settings.invokePolicyName(),
                        function.arn()));

        ctx.export("lambdaFunctionName", function.name());
        ctx.export("lambdaFunctionArn", function.arn());
        ctx.export("stateMachineArn", workflow.arn());
        ctx.export(
                "stateMachineConsoleUrl",
                workflow.arn().applyValue(arn -> StateMachineArn.parse(arn).consoleUrl()));
        ctx.export(
                "startExecutionCommand",
                workflow.arn().applyValue(arn -> StateMachineArn.parse(arn).startExecutionCommand()));
    }
}
