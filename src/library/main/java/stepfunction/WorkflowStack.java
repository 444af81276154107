package stepfunction;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.aws.AwsFunctions;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.LogManager;
import stepfunction.asl.Findings;
import stepfunction.aws.Archives;
import stepfunction.aws.DeclaredResources;
import stepfunction.aws.DeclaredTargets;
import stepfunction.aws.Events;
import stepfunction.aws.EventsArgs;
import stepfunction.aws.Exports;
import stepfunction.aws.FunctionInputs;
import stepfunction.aws.HandlerFunction;
import stepfunction.aws.HandlerFunctionArgs;
import stepfunction.aws.HttpApiInputs;
import stepfunction.aws.HttpRoutes;
import stepfunction.aws.HttpRoutesArgs;
import stepfunction.aws.Queues;
import stepfunction.aws.QueuesArgs;
import stepfunction.aws.Schedules;
import stepfunction.aws.SchedulesArgs;
import stepfunction.aws.StateMachineArn;
import stepfunction.aws.StateMachineInputs;
import stepfunction.aws.Workflow;
import stepfunction.aws.WorkflowArgs;
import stepfunction.config.ConfigReader;
import stepfunction.config.StackConfig;
import stepfunction.plan.Arn;
import stepfunction.plan.Location;
import stepfunction.plan.Plan;
import stepfunction.plan.StackResources;
import stepfunction.plan.UserCode;

/** A Pulumi stack with a workflow: checks its plan, declares its resources and exports their names. */
public final class WorkflowStack {

    /** The name of the component, which is part of its URN. */
    private static final String WORKFLOW = "workflow";

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
            declare(ctx, Preflight.check(reader, planner, Path.of("")));
        });
    }

    /** Declares what was checked; for tools, which declare without the Pulumi CLI. */
    public static void declare(Context ctx, Preflight checked) {
        warn(ctx, checked);
        var declared = declared(checked, new Exports(ctx));
        export(declared, checked.config());
        checked.plan().extensions().declarations().forEach(declaration -> runUserCode(declaration, declared));
    }

    private static void runUserCode(Consumer<StackResources> declaration, StackResources declared) {
        var findings = new Findings();
        UserCode.run("plan: declare", () -> declaration.accept(declared), findings);
        Preflight.stopAtErrors(findings);
    }

    private static void warn(Context ctx, Preflight checked) {
        checked.config().lambdaRuntime().warning(LocalDate.now(ZoneOffset.UTC)).ifPresent(ctx.log()::warn);
        checked.warnings().forEach(ctx.log()::warn);
    }

    private static DeclaredResources declared(Preflight checked, Exports exports) {
        var config = checked.config();
        var plan = checked.plan();

        // The user's code runs first: if it fails, none of the library's resources is registered.
        var planned = Inputs.of(plan);
        var location = location(config.region());
        var targets = declaredTargets(plan, location);
        var inputs = planned.completedWith(targets);

        var archives = Archives.of(plan.functions(), checked.project());
        var functions = inputs.functions().stream()
                .map(input -> new HandlerFunction(
                        input.spec().name(),
                        new HandlerFunctionArgs(
                                input, archives.zipOf(input.spec()), targets, location, config.shared()),
                        ComponentResourceOptions.Empty))
                .toList();
        var workflow = new Workflow(
                WORKFLOW,
                new WorkflowArgs(
                        inputs.stateMachine(),
                        new WorkflowArgs.Template(plan.file(), checked.definition()),
                        checked.grants(),
                        functions,
                        targets,
                        location,
                        config.shared()),
                ComponentResourceOptions.Empty);
        var schedules = schedules(new SchedulesArgs(plan.schedules(), workflow, targets, location, config.shared()));
        var events = events(new EventsArgs(plan.events(), workflow, targets, location, config.shared()));
        var routes = routes(new HttpRoutesArgs(plan.routes(), inputs.httpApi(), workflow, config.shared()));
        var queues = queues(new QueuesArgs(plan.queues(), workflow, targets, location, config.shared()));
        return new DeclaredResources(functions, workflow, schedules, events, routes, queues, targets, exports);
    }

    private static Optional<Schedules> schedules(SchedulesArgs args) {
        return args.schedules().isEmpty()
                ? Optional.empty()
                : Optional.of(new Schedules(WORKFLOW + "-schedules", args, ComponentResourceOptions.Empty));
    }

    private static Optional<Events> events(EventsArgs args) {
        return args.events().isEmpty()
                ? Optional.empty()
                : Optional.of(new Events(WORKFLOW + "-events", args, ComponentResourceOptions.Empty));
    }

    private static Optional<HttpRoutes> routes(HttpRoutesArgs args) {
        return args.routes().isEmpty()
                ? Optional.empty()
                : Optional.of(new HttpRoutes(WORKFLOW + "-routes", args, ComponentResourceOptions.Empty));
    }

    private static Optional<Queues> queues(QueuesArgs args) {
        return args.queues().isEmpty()
                ? Optional.empty()
                : Optional.of(new Queues(WORKFLOW + "-queues", args, ComponentResourceOptions.Empty));
    }

    /** The arguments of the components, with the user's customizations. */
    private record Inputs(List<FunctionInputs> functions, StateMachineInputs stateMachine, HttpApiInputs httpApi) {

        static Inputs of(Plan plan) {
            var config = plan.config();
            var findings = new Findings();
            var functions = plan.functions().stream()
                    .map(function -> FunctionInputs.of(function, config, findings))
                    .toList();
            var stateMachine = StateMachineInputs.of(
                    config.stateMachine(), config.shared(), plan.extensions().customizations(), findings);
            var httpApi = HttpApiInputs.of(plan.routes(), config.stepFunctionName(), config.shared(), findings);
            Preflight.refuseErrors(findings);
            return new Inputs(functions, stateMachine, httpApi);
        }

        Inputs completedWith(DeclaredTargets targets) {
            var findings = new Findings();
            var completed = functions.stream()
                    .map(function -> function.completedWith(targets, findings))
                    .toList();
            var completedMachine = stateMachine.completedWith(targets, findings);
            var completedApi = httpApi.completedWith(targets, findings);
            Preflight.stopAtErrors(findings);
            return new Inputs(completed, completedMachine, completedApi);
        }
    }

    private static DeclaredTargets declaredTargets(Plan plan, Output<Location> location) {
        var findings = new Findings();
        var targets = DeclaredTargets.declare(plan, location, findings);
        Preflight.stopAtErrors(findings);
        return targets;
    }

    private static Output<Location> location(String region) {
        return AwsFunctions.getCallerIdentity().applyValue(caller -> {
            var partition = Arn.parse(caller.arn()).orElseThrow().partition();
            return new Location(partition, region, caller.accountId());
        });
    }

    private static void export(DeclaredResources declared, StackConfig config) {
        var exports = declared.exports();
        for (var function : declared.functions()) {
            exports.add(function.spec().outputName() + "FunctionName", function.name());
            exports.add(function.spec().outputName() + "FunctionArn", function.arn());
        }
        var workflow = declared.workflow();
        exports.add("stateMachineArn", workflow.arn());
        exports.add("stateMachineConsoleUrl", workflow.futureArn().applyValue(StateMachineArn::consoleUrl));
        exports.add(
                "startExecutionCommand",
                workflow.futureArn().applyValue(arn -> arn.startExecutionCommand(config.isExpress())));
        declared.routes().ifPresent(routes -> exports.add("httpApiUrl", routes.url()));
        if (config.pinFunctionVersions()) {
            exports.add("stateMachineVersionArn", workflow.versionArn());
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
