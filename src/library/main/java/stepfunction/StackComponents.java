package stepfunction;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.core.Alias;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import java.util.List;
import stepfunction.PlannedInputs.WorkflowInputs;
import stepfunction.asl.Findings;
import stepfunction.aws.Archives;
import stepfunction.aws.DeclaredResources;
import stepfunction.aws.DeclaredTargets;
import stepfunction.aws.EventRules;
import stepfunction.aws.EventRulesArgs;
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
import stepfunction.aws.Workflow;
import stepfunction.aws.WorkflowArgs;
import stepfunction.config.SharedSettings;
import stepfunction.plan.Arn;
import stepfunction.plan.Event;
import stepfunction.plan.HttpRoute;
import stepfunction.plan.Location;
import stepfunction.plan.Plan;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Schedule;

/** Declares what a plan lists: its targets, and a component for each function, each workflow and its triggers. */
final class StackComponents {

    /** A workflow that its triggers start, with the arguments of the HTTP API that its routes share. */
    private record StartedWorkflow(Workflow workflow, HttpApiInputs httpApi) {}

    private final SharedSettings settings;
    private final Output<Location> location;
    private final DeclaredTargets targets;
    private final Exports exports;

    private StackComponents(
            SharedSettings settings, Output<Location> location, DeclaredTargets targets, Exports exports) {
        this.settings = settings;
        this.location = location;
        this.targets = targets;
        this.exports = exports;
    }

    static DeclaredResources declare(Preflight checked, Exports exports) {
        var config = checked.config();
        // The user's code runs first: if it fails, none of the library's resources is registered.
        var planned = PlannedInputs.of(checked);
        var location = location(config.region());
        var targets = declaredTargets(checked.plan(), location);
        var inputs = planned.completedWith(targets);

        var components = new StackComponents(config.shared(), location, targets, exports);
        var archives = Archives.of(checked.plan().functions(), checked.sources());
        var functions = inputs.functions().stream()
                .map(input -> components.function(input, archives))
                .toList();
        var started = inputs.workflows().stream()
                .map(input -> new StartedWorkflow(components.workflow(input, functions), input.httpApi()))
                .toList();
        started.forEach(components::declareTriggers);
        var workflows = started.stream().map(StartedWorkflow::workflow).toList();
        return new DeclaredResources(functions, workflows, targets, exports);
    }

    private static Output<Location> location(String region) {
        return AwsFunctions.getCallerIdentity().applyValue(caller -> {
            var partition = Arn.parse(caller.arn()).orElseThrow().partition();
            return new Location(partition, region, caller.accountId());
        });
    }

    private static DeclaredTargets declaredTargets(Plan plan, Output<Location> location) {
        var findings = new Findings();
        var targets = DeclaredTargets.declare(plan, location, findings);
        Preflight.stopAtErrors(findings);
        return targets;
    }

    private HandlerFunction function(FunctionInputs input, Archives archives) {
        var args = new HandlerFunctionArgs(input, archives.zipOf(input.spec()), targets, location, settings);
        return new HandlerFunction(
                input.spec().name(), args, takingOver(input.spec().formerNames(), ""));
    }

    private Workflow workflow(WorkflowInputs input, List<HandlerFunction> functions) {
        var bound = input.checked().bound();
        var args = new WorkflowArgs(
                input.stateMachine(),
                input.checked().next(),
                input.checked().grants(),
                functions,
                targets,
                location,
                settings);
        return new Workflow(bound.spec().name(), args, takingOver(bound.spec().formerNames(), ""));
    }

    private void declareTriggers(StartedWorkflow started) {
        var workflow = started.workflow();
        var spec = workflow.spec();
        var schedules = spec.triggersOf(Schedule.class);
        if (!schedules.isEmpty()) {
            var args = new SchedulesArgs(schedules, workflow, targets, location, settings);
            new Schedules(spec.name() + "-schedules", args, takingOver(spec.formerNames(), "-schedules"));
        }
        var events = spec.triggersOf(Event.class);
        if (!events.isEmpty()) {
            var args = new EventRulesArgs(events, workflow, targets, location, settings);
            new EventRules(spec.name() + "-events", args, takingOver(spec.formerNames(), "-events"));
        }
        var queues = spec.triggersOf(QueueMessages.class);
        if (!queues.isEmpty()) {
            var args = new QueuesArgs(queues, workflow, targets, location, settings);
            new Queues(spec.name() + "-queues", args, takingOver(spec.formerNames(), "-queues"));
        }
        var routes = spec.triggersOf(HttpRoute.class);
        if (!routes.isEmpty()) {
            var args = new HttpRoutesArgs(routes, started.httpApi(), workflow, settings);
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
}
