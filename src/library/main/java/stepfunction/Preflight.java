package stepfunction;

import com.pulumi.exceptions.RunException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import stepfunction.asl.Definition;
import stepfunction.asl.Findings;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.Spelling;
import stepfunction.check.PlanCheck;
import stepfunction.check.WorkflowCheck;
import stepfunction.config.ConfigReader;
import stepfunction.config.StackConfig;
import stepfunction.grants.Grant;
import stepfunction.grants.WorkflowGrants;
import stepfunction.packaging.FolderCheck;
import stepfunction.plan.Plan;
import stepfunction.plan.UserCode;

/**
 * A config and a plan that have passed all checks that can be made before the first resource is registered.
 *
 * @param project the project's folder
 * @param definition with the values that the plan knows
 * @param grants what the state machine's role allows
 * @param warnings about anything legal but probably unintended
 */
public record Preflight(
        StackConfig config, Plan plan, Path project, Definition definition, List<Grant> grants, List<String> warnings) {

    /**
     * Checks the config, the plan, the handlers' files and the definition.
     *
     * @param planner makes the plan of a stack from its config
     * @param project the project's folder
     * @throws RunException with all errors; Pulumi shows its message without a stack trace
     */
    public static Preflight check(ConfigReader reader, Function<StackConfig, Plan> planner, Path project) {
        var findings = new Findings();
        var config = StackConfig.read(reader);
        var plan = planned(planner, config, reader, findings);
        // The plan may read keys of its own, so unread keys are known only now.
        reader.unreadKeys(Spelling::nearest).forEach(findings::error);
        reader.endCheck();
        PlanCheck.check(plan, Instant.now(), findings);
        FolderCheck.check(plan, project, findings);
        var written = valid(plan, () -> Definition.parse(plan.file(), plan.definition()), findings);
        var definition = valid(plan, () -> written.render(plan.knownValues()), findings);
        WorkflowCheck.check(written, definition, plan, findings);
        var grants = WorkflowGrants.of(definition, plan, findings);
        refuseErrors(findings);
        return new Preflight(config, plan, project, definition, grants, findings.warnings());
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

    /** Without a definition there is nothing more to check. */
    private static Definition valid(Plan plan, Supplier<Definition> definition, Findings findings) {
        try {
            return definition.get();
        } catch (InvalidJsonException e) {
            findings.error("%s %s".formatted(plan.file(), e.getMessage()));
            throw refusal(findings);
        }
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
