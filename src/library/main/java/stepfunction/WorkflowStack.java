package stepfunction;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.aws.AwsFunctions;
import com.pulumi.core.Alias;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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
import stepfunction.config.SharedSettings;
import stepfunction.config.StackConfig;
import stepfunction.plan.Arn;
import stepfunction.plan.Event;
import stepfunction.plan.HttpRoute;
import stepfunction.plan.Location;
import stepfunction.plan.Plan;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Schedule;
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
            declare(ctx, Preflight.check(reader, planner, Path.of("")));
        });
    }

    /** Declares what was checked; for tools, which declare without the Pulumi CLI. */
    public static void declare(Context ctx, Preflight checked) {
        warn(ctx, checked);
        var declared = declared(checked, new Exports(ctx));
        export(declared, checked.config());
        checked.plan().declarations().forEach(declaration -> runUserCode(declaration, declared));
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
        var checkedWorkflows = knowing(targets, checked.workflows());

        var archives = Archives.of(plan.functions(), checked.project());
        var functions = inputs.functions().stream()
                .map(input -> new HandlerFunction(
                        input.spec().name(),
                        new HandlerFunctionArgs(
                                input, archives.zipOf(input.spec()), targets, location, config.shared()),
                        takingOver(input.spec().formerNames(), "")))
                .toList();
        var workflows = new ArrayList<Workflow>();
        for (var index = 0; index < plan.workflows().size(); index++) {
            var workflow = checkedWorkflows.get(index);
            var args = new WorkflowArgs(
                    inputs.stateMachines().get(index),
                    workflow.bound().definition(),
                    workflow.grants(),
                    functions,
                    targets,
                    location,
                    config.shared());
            var spec = workflow.bound().spec();
            workflows.add(new Workflow(spec.name(), args, takingOver(spec.formerNames(), "")));
        }
        for (var index = 0; index < workflows.size(); index++) {
            var workflow = workflows.get(index);
            declareTriggers(workflow, targets, location, config.shared());
            declareRoutes(workflow, inputs.httpApis().get(index), config.shared(), exports);
        }
        return new DeclaredResources(functions, workflows, targets, exports);
    }

    private static List<CheckedWorkflow> knowing(DeclaredTargets targets, List<CheckedWorkflow> workflows) {
        var findings = new Findings();
        var known = workflows.stream()
                .map(workflow -> workflow.knowing(targets, findings))
                .toList();
        Preflight.stopAtErrors(findings);
        return known;
    }

    private static void declareTriggers(
            Workflow workflow, DeclaredTargets targets, Output<Location> location, SharedSettings settings) {
        var name = workflow.spec().name();
        var formerNames = workflow.spec().formerNames();
        var schedules = workflow.spec().triggersOf(Schedule.class);
        if (!schedules.isEmpty()) {
            var args = new SchedulesArgs(schedules, workflow, targets, location, settings);
            new Schedules(name + "-schedules", args, takingOver(formerNames, "-schedules"));
        }
        var events = workflow.spec().triggersOf(Event.class);
        if (!events.isEmpty()) {
            var args = new EventsArgs(events, workflow, targets, location, settings);
            new Events(name + "-events", args, takingOver(formerNames, "-events"));
        }
        var queues = workflow.spec().triggersOf(QueueMessages.class);
        if (!queues.isEmpty()) {
            var args = new QueuesArgs(queues, workflow, targets, location, settings);
            new Queues(name + "-queues", args, takingOver(formerNames, "-queues"));
        }
    }

    private static void declareRoutes(Workflow workflow, HttpApiInputs api, SharedSettings settings, Exports exports) {
        var spec = workflow.spec();
        var routes = spec.triggersOf(HttpRoute.class);
        if (!routes.isEmpty()) {
            var args = new HttpRoutesArgs(routes, api, workflow, settings);
            var declared = new HttpRoutes(spec.name() + "-routes", args, takingOver(spec.formerNames(), "-routes"));
            exports.add(spec.output("httpApiUrl"), declared.url());
        }
    }

    /**
     * The options of a component that was called otherwise. Its children need none: Pulumi replaces the component's name at the beginning
     * of theirs, https://www.pulumi.com/docs/iac/concepts/options/aliases/.
     *
     * @param suffix of the component's name after the entry's
     */
    private static ComponentResourceOptions takingOver(List<String> formerNames, String suffix) {
        var aliases = formerNames.stream()
                .map(name -> Alias.builder().name(name + suffix).build())
                .toArray(Alias[]::new);
        return ComponentResourceOptions.builder().aliases(aliases).build();
    }

    /**
     * The arguments of the components, with the user's customizations.
     *
     * @param stateMachines in the order of the plan's workflows
     * @param httpApis in the same order, used where a workflow has routes
     */
    private record Inputs(
            List<FunctionInputs> functions, List<StateMachineInputs> stateMachines, List<HttpApiInputs> httpApis) {

        static Inputs of(Plan plan) {
            var config = plan.config();
            var findings = new Findings();
            var functions = plan.functions().stream()
                    .map(function -> FunctionInputs.of(function, config, findings))
                    .toList();
            var stateMachines = plan.workflows().stream()
                    .map(workflow -> StateMachineInputs.of(workflow, config.shared(), findings))
                    .toList();
            var httpApis = plan.workflows().stream()
                    .map(workflow -> HttpApiInputs.of(workflow, config.shared(), findings))
                    .toList();
            Preflight.refuseErrors(findings);
            return new Inputs(functions, stateMachines, httpApis);
        }

        Inputs completedWith(DeclaredTargets targets) {
            var findings = new Findings();
            var completed = functions.stream()
                    .map(function -> function.completedWith(targets, findings))
                    .toList();
            var completedMachines = stateMachines.stream()
                    .map(machine -> machine.completedWith(targets, findings))
                    .toList();
            var completedApis = httpApis.stream()
                    .map(api -> api.completedWith(targets, findings))
                    .toList();
            Preflight.stopAtErrors(findings);
            return new Inputs(completed, completedMachines, completedApis);
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
        declared.workflows().forEach(workflow -> export(workflow, exports, config.pinFunctionVersions()));
    }

    private static void export(Workflow workflow, Exports exports, boolean isPinned) {
        var spec = workflow.spec();
        var futureArn = workflow.futureArn();
        exports.add(spec.output("stateMachineArn"), workflow.arn());
        exports.add(spec.output("stateMachineConsoleUrl"), futureArn.applyValue(StateMachineArn::consoleUrl));
        var isExpress = spec.settings().isExpress();
        exports.add(
                spec.output("startExecutionCommand"),
                futureArn.applyValue(arn -> arn.startExecutionCommand(isExpress)));
        if (isPinned) {
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
