package stepfunction;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.archive.outputs.GetFileResult;
import com.pulumi.core.Output;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.LogManager;

/** The stack program that {@code pulumi preview} and {@code pulumi up} run. */
public final class App {

    private App() {}

    public static void main(String[] args) throws Exception {
        giveCommonPoolTwoWorkers();
        // The SDK sends each message to the CLI and logs it besides, which Java would print on stderr.
        LogManager.getLogManager().reset();
        var location = App.class.getProtectionDomain().getCodeSource().getLocation();
        var program = Path.of(location.toURI());
        Pulumi.run(ctx -> stack(ctx, Preflight.check(SettingsReader.of(ctx), App::plan, program, Path.of(""))));
    }

    /**
     * What this workflow consists of. A further function is a line here, a folder with its handler, and a Task in
     * {@code workflow.asl.json}; a further {@link Target} is a line here and a Task.
     */
    static Plan plan(StackSettings settings) {
        return new Plan(
                List.of(FunctionSettings.of("handler", "function", settings)),
                List.of(),
                ResourceFile.text("workflow.asl.json"));
    }

    /** Declares the stack. */
    static void stack(Context ctx, Preflight checked) {
        var settings = checked.settings();
        var today = LocalDate.now(ZoneOffset.UTC);
        LambdaRuntime.warning(settings.lambdaRuntime(), today).ifPresent(ctx.log()::warn);

        var archives = new HashMap<String, Output<GetFileResult>>();
        var functions = new ArrayList<HandlerFunction>();
        for (var function : checked.plan().functions()) {
            var archive = archives.computeIfAbsent(function.folder(), HandlerFunction::archive);
            functions.add(new HandlerFunction(function, settings, archive));
        }
        var workflow = new Workflow(settings, checked.plan(), functions);

        for (var function : functions) {
            ctx.export(function.settings.outputPrefix() + "FunctionName", function.name);
            ctx.export(function.settings.outputPrefix() + "FunctionArn", function.arn);
        }
        var type = settings.stepFunctionType();
        var arn = workflow.arn.applyValue(StateMachineArn::parse);
        ctx.export("stateMachineArn", workflow.arn);
        ctx.export("stateMachineConsoleUrl", arn.applyValue(StateMachineArn::consoleUrl));
        ctx.export("startExecutionCommand", arn.applyValue(of -> of.startExecutionCommand(type)));
        if (settings.pinFunctionVersions()) {
            ctx.export("stateMachineVersionArn", workflow.versionArn);
        }
        // Pulumi Cloud shows this page, and fills in the outputs that it names.
        ctx.export("readme", Output.of(ResourceFile.text("stack-readme.md")));
    }

    /**
     * Without it the SDK hangs on Java 25 with one or two processors: it waits in a future that resubmits itself without a
     * pause. It can go with the first SDK that has pull request 2314.
     *
     * @see <a href="https://github.com/pulumi/pulumi-java/issues/2270">pulumi-java issue 2270</a>
     */
    static void giveCommonPoolTwoWorkers() throws ReflectiveOperationException {
        if (Runtime.version().feature() >= 25 && ForkJoinPool.getCommonPoolParallelism() < 2) {
            // By reflection, because Java has the method since version 19 only.
            ForkJoinPool.class.getMethod("setParallelism", int.class).invoke(ForkJoinPool.commonPool(), 2);
        }
    }
}
