package stepfunction;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.archive.outputs.GetFileResult;
import com.pulumi.core.Output;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Scanner;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.LogManager;

/** The stack program that {@code pulumi preview} and {@code pulumi up} run. */
public final class App {

    public static void main(String[] args) throws Exception {
        giveCommonPoolTwoWorkers();
        // The SDK sends each message to the CLI and logs it besides, which Java would print on stderr.
        LogManager.getLogManager().reset();
        Pulumi.run(ctx -> stack(ctx, Preflight.check(StackSettings.of(ctx, System.getenv()), App::plan, Path.of(""))));
    }

    /** What this workflow consists of. A further function or {@link Target} takes a line here and a Task. */
    static Plan plan(StackSettings settings) {
        return new Plan(
                List.of(FunctionSettings.of("handler", "function", settings)),
                List.of(),
                resource("workflow.asl.json"));
    }

    static void stack(Context ctx, Preflight checked) {
        var settings = checked.settings();
        settings.runtimeWarning(LocalDate.now(ZoneOffset.UTC)).ifPresent(ctx.log()::warn);
        checked.warnings().forEach(ctx.log()::warn);
        var archives = new HashMap<String, Output<GetFileResult>>();
        var plan = checked.plan();
        var functions = plan.functions().stream()
                .map(of -> new HandlerFunction(of, settings, archives))
                .toList();
        var workflow = new Workflow(settings, plan, functions);

        for (var function : functions) {
            var name = function.settings.name().replaceFirst("^handler$", "lambda");
            ctx.export(name + "FunctionName", function.name);
            ctx.export(name + "FunctionArn", function.arn);
        }
        var type = settings.stepFunctionType;
        ctx.export("stateMachineArn", workflow.arn);
        ctx.export("stateMachineConsoleUrl", workflow.futureArn.applyValue(StateMachineArn::consoleUrl));
        ctx.export("startExecutionCommand", workflow.futureArn.applyValue(arn -> arn.startExecutionCommand(type)));
        if (settings.pinFunctionVersions) {
            ctx.export("stateMachineVersionArn", workflow.versionArn);
        }
        // Pulumi Cloud shows this page, and fills in the outputs that it names.
        ctx.export("readme", Output.of(resource("stack-readme.md")));
    }

    /** A file of {@code src/main/resources}. */
    static String resource(String name) {
        var stream = Objects.requireNonNull(App.class.getResourceAsStream("/" + name), name);
        return new Scanner(stream, StandardCharsets.UTF_8).findWithinHorizon("(?s).*", 0);
    }

    /**
     * Until the SDK has pull request 2314, it hangs on Java 25 with one or two processors, waiting for its own future:
     * https://github.com/pulumi/pulumi-java/issues/2270.
     */
    static void giveCommonPoolTwoWorkers() throws ReflectiveOperationException {
        if (Runtime.version().feature() >= 25 && ForkJoinPool.getCommonPoolParallelism() < 2) {
            // By reflection, because Java has the method since version 19 only.
            ForkJoinPool.class.getMethod("setParallelism", int.class).invoke(ForkJoinPool.commonPool(), 2);
        }
    }
}
