package stepfunction;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.TreeMap;

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
        var today = LocalDate.now(ZoneOffset.UTC);
        stack(ctx, Preflight.check(() -> StackSettings.from(ctx), Path.of(""), today), today);
    }

    static void stack(Context ctx, StackSettings settings, LocalDate today) {
        settings.lambdaRuntime().warning(today).ifPresent(ctx.log()::warn);

        var archive = HandlerArchive.create();
        var function = new HandlerFunction("handler", settings, archive);
        var workflow = new Workflow("workflow", settings, function.arn());

        var outputs = new TreeMap<String, Output<String>>();
        outputs.put("lambdaFunctionName", function.name());
        outputs.put("lambdaFunctionArn", function.arn());
        outputs.put("stateMachineArn", workflow.arn());
        outputs.put(
                "stateMachineConsoleUrl",
                workflow.arn().applyValue(arn -> StateMachineArn.parse(arn).consoleUrl()));
        outputs.put(
                "startExecutionCommand",
                workflow.arn()
                        .applyValue(
                                arn -> StateMachineArn.parse(arn).startExecutionCommand(settings.stepFunctionType())));
        outputs.forEach(ctx::export);
        ctx.export("readme", StackReadme.of(outputs));
    }
}
