package stepfunction;

import com.pulumi.exceptions.RunException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import stepfunction.asl.Findings;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.Spelling;
import stepfunction.binding.BoundWorkflow;
import stepfunction.check.AcceptedWarningsCheck;
import stepfunction.check.PlanCheck;
import stepfunction.check.RunningExecutionsCheck;
import stepfunction.check.UnusedEntryCheck;
import stepfunction.check.WorkflowCheck;
import stepfunction.config.ConfigReader;
import stepfunction.config.StackConfig;
import stepfunction.history.DefinitionHistory;
import stepfunction.history.StackHistory;
import stepfunction.installation.Installations;
import stepfunction.packaging.DeploymentSource;
import stepfunction.packaging.FolderCheck;
import stepfunction.plan.Plan;
import stepfunction.plan.UserCode;

/**
 * A config and a plan that have passed all checks that can be made before the first resource is registered.
 *
 * @param sources by folder, what the deployment packages of its functions are made of
 * @param workflows in the order of the plan
 * @param warnings about anything legal but probably unintended
 */
public record Preflight(
        StackConfig config,
        Plan plan,
        Map<String, DeploymentSource> sources,
        List<CheckedWorkflow> workflows,
        List<String> warnings) {

    public Preflight {
        sources = Map.copyOf(sources);
        workflows = List.copyOf(workflows);
        warnings = List.copyOf(warnings);
    }

    /**
     * Checks the config, the plan, the handlers' files and the definitions.
     *
     * @param planner makes the plan of a stack from its config
     * @param project the project's folder
     * @throws RunException with all errors; Pulumi shows its message without a stack trace
     */
    public static Preflight check(ConfigReader reader, Function<StackConfig, Plan> planner, Path project) {
        return check(reader, planner, project, StackHistory.NONE);
    }

    /**
     * Checks them, and what they change for executions that are running.
     *
     * @param history of the stack
     * @throws RunException with all errors
     */
    public static Preflight check(
            ConfigReader reader, Function<StackConfig, Plan> planner, Path project, StackHistory history) {
        var now = Instant.now();
        var findings = new Findings();
        var config = StackConfig.read(reader);
        var plan = planned(planner, config, reader, findings);
        // The plan may read keys of its own, so unread keys are known only now.
        reader.unreadKeys(Spelling::nearest).forEach(findings::error);
        reader.endCheck();
        var ofPlan = new Findings();
        ofPlan.addAll(PlanCheck.check(plan, now));
        var folders = FolderCheck.check(plan, project, Installations.ofTheProgram());
        ofPlan.addAll(folders.findings());
        var bound = bound(plan, ofPlan);
        if (bound.size() < plan.workflows().size()) {
            findings.addAll(ofPlan.all());
            throw refusal(findings);
        }
        var former = bound.stream()
                .flatMap(workflow -> history.former(workflow, now).stream())
                .toList();
        ofPlan.addAll(UnusedEntryCheck.check(plan, bound, former));
        var workflows = new ArrayList<CheckedWorkflow>();
        for (var workflow : bound) {
            var ofWorkflow = workflow.spec().isMain() ? ofPlan : new Findings();
            ofWorkflow.addAll(WorkflowCheck.check(workflow));
            var checked = CheckedWorkflow.of(workflow, history, now, ofWorkflow);
            history.of(workflow.spec()).stream()
                    .flatMap(DefinitionHistory::all)
                    .forEach(deployed ->
                            ofWorkflow.addAll(RunningExecutionsCheck.check(workflow, checked.grants(), deployed)));
            workflows.add(checked);
            findings.addAll(AcceptedWarningsCheck.check(workflow.spec(), ofWorkflow.all()));
        }
        history.warnings().forEach(findings::warning);
        refuseErrors(findings);
        return new Preflight(config, plan, folders.sources(), workflows, findings.warnings());
    }

    /** Without a plan there is nothing more to check. */
    private static Plan planned(
            Function<StackConfig, Plan> planner, StackConfig config, ConfigReader reader, Findings findings) {
        var ofPlanner = new Findings();
        var plan = UserCode.call("plan", "a plan", () -> planner.apply(config), ofPlanner);
        reader.violations().forEach(findings::error);
        reader.warnings().forEach(findings::warning);
        ofPlanner.errors().forEach(findings::error);
        return plan.orElseThrow(() -> refusal(findings));
    }

    /** Those whose definition can be read. Where one cannot, there is nothing more to check. */
    private static List<BoundWorkflow> bound(Plan plan, Findings findings) {
        var bound = new ArrayList<BoundWorkflow>();
        for (var workflow : plan.workflows()) {
            try {
                bound.add(BoundWorkflow.of(plan, workflow));
            } catch (InvalidJsonException e) {
                findings.error("%s %s".formatted(workflow.file(), e.getMessage()));
            }
        }
        return bound;
    }

    /** @throws RunException naming all errors, if there are any */
    static void refuseErrors(Findings findings) {
        if (findings.hasErrors()) {
            throw refusal(findings);
        }
    }

    /** @throws RunException naming all errors, if there are any, after something was declared */
    static void stopAtErrors(Findings findings) {
        if (findings.hasErrors()) {
            throw new RunException(message(
                    "the program stopped, and what it declared before may already be registered, because", findings));
        }
    }

    private static RunException refusal(Findings findings) {
        return new RunException(message("nothing was registered, because", findings));
    }

    private static String message(String title, Findings findings) {
        return "%s:\n- %s".formatted(title, String.join("\n- ", findings.errors()));
    }
}
