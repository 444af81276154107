package stepfunction;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.LogManager;
import stepfunction.asl.Findings;
import stepfunction.aws.DeclaredResources;
import stepfunction.aws.Exports;
import stepfunction.aws.StateMachineArn;
import stepfunction.aws.Workflow;
import stepfunction.check.RuntimeSupport;
import stepfunction.config.ConfigReader;
import stepfunction.config.Release;
import stepfunction.config.StackConfig;
import stepfunction.history.StackHistory;
import stepfunction.plan.Plan;
import stepfunction.plan.StackResources;
import stepfunction.plan.UserCode;

/** A Pulumi stack with one workflow or several: checks its plan, declares its resources and exports their names. */
public final class WorkflowStack {

    private WorkflowStack() {}

    /**
     * Runs the program that {@code pulumi preview} and {@code pulumi up} start, then ends the process.
     *
     * <p>If config, plan, folders or definition have mistakes, it reports all of them, registers nothing, and the command fails.
     *
     * @param planner makes the plan of a stack from its config
     */
    public static void run(Function<StackConfig, Plan> planner) {
        giveCommonPoolTwoWorkers();
        // The SDK sends each message to the CLI and also logs it, which Java would print on stderr.
        LogManager.getLogManager().reset();
        Pulumi.run(ctx -> {
            var reader = ConfigReader.of(ctx, System.getenv());
            declare(ctx, Preflight.check(reader, planner, Path.of(""), StackHistory.read(ctx, System.getenv())));
        });
    }

    /** Declares what was checked; for tools, which declare without the Pulumi CLI. */
    public static void declare(Context ctx, Preflight checked) {
        warn(ctx, checked);
        var declared = StackComponents.declare(checked, new Exports(ctx));
        export(declared, checked.config());
        checked.plan().declarations().forEach(declaration -> runUserCode(declaration, declared));
    }

    private static void runUserCode(Consumer<StackResources> declaration, StackResources declared) {
        var findings = new Findings();
        UserCode.run("plan: declare", () -> declaration.accept(declared), findings);
        Preflight.stopAtErrors(findings);
    }

    private static void warn(Context ctx, Preflight checked) {
        RuntimeSupport.warnings(checked.plan(), LocalDate.now(ZoneOffset.UTC)).forEach(ctx.log()::warn);
        checked.warnings().forEach(ctx.log()::warn);
    }

    private static void export(DeclaredResources declared, StackConfig config) {
        var exports = declared.exports();
        for (var function : declared.functions()) {
            exports.add(function.spec().outputName() + "FunctionName", function.name());
            exports.add(function.spec().outputName() + "FunctionArn", function.arn());
        }
        declared.workflows()
                .forEach(workflow -> export(workflow, exports, config.shared().release()));
    }

    private static void export(Workflow workflow, Exports exports, Release release) {
        var spec = workflow.spec();
        var futureArn = workflow.futureArn();
        exports.add(spec.output("stateMachineArn"), release.isGradual() ? workflow.startedArn() : workflow.arn());
        exports.add(spec.output("stateMachineConsoleUrl"), futureArn.applyValue(StateMachineArn::consoleUrl));
        var isExpress = spec.settings().isExpress();
        exports.add(
                spec.output("startExecutionCommand"),
                futureArn.applyValue(arn -> arn.startExecutionCommand(isExpress, release)));
        if (release.pinsVersions()) {
            exports.add(spec.output("stateMachineVersionArn"), workflow.versionArn());
        }
    }

    /**
     * Until the SDK has pull request 2314, it hangs on Java 25 with one or two processors, waiting for its own future:
     * https://github.com/pulumi/pulumi-java/issues/2270.
     */
    public static void giveCommonPoolTwoWorkers() {
        if (Runtime.version().feature() < 25 || ForkJoinPool.getCommonPoolParallelism() >= 2) {
            return;
        }
        try {
            // By reflection, because Java has the method since version 19 only.
            ForkJoinPool.class.getMethod("setParallelism", int.class).invoke(ForkJoinPool.commonPool(), 2);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
