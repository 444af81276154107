package stepfunction;

import com.pulumi.exceptions.RunException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import stepfunction.asl.Definition;
import stepfunction.asl.Finding;
import stepfunction.asl.InvalidJsonException;
import stepfunction.aws.FunctionFolder;
import stepfunction.config.ConfigReader;
import stepfunction.config.StackConfig;
import stepfunction.plan.Grant;
import stepfunction.plan.Plan;
import stepfunction.plan.PlanCheck;
import stepfunction.plan.UserCode;
import stepfunction.plan.WorkflowCheck;
import stepfunction.plan.WorkflowGrants;

/**
 * What has passed all checks that can be made before the first resource is registered.
 *
 * @param grants what the state machine's role allows
 * @param warnings what works, but is hardly meant
 */
public record Preflight(
        StackConfig config, Plan plan, Definition definition, List<Grant> grants, List<String> warnings) {

    /**
     * Checks the config, the plan, the handlers' files and the definition.
     *
     * @param planner what the workflow consists of
     * @param project the project's folder
     * @throws RunException naming everything that has to be mended; Pulumi shows its message without a stack trace
     */
    public static Preflight check(ConfigReader reader, Function<StackConfig, Plan> planner, Path project) {
        var config = StackConfig.read(reader);
        var plan = planned(planner, config, reader);
        // The plan may read keys of its own, so what is wrong with the config is known only now.
        var violations = new ArrayList<>(reader.violations());
        violations.addAll(reader.unreadKeys());
        violations.addAll(new PlanCheck(plan, Instant.now()).violations());
        var folders = FunctionFolder.of(plan, project);
        folders.forEach(folder -> violations.addAll(folder.violations()));
        var definition = parsed(plan, violations);
        var findings = WorkflowCheck.findings(definition, plan);
        var grants = WorkflowGrants.of(definition, plan);
        violations.addAll(messages(findings, Finding::isError));
        violations.addAll(grants.violations());
        if (!violations.isEmpty()) {
            throw refusal(violations);
        }
        var warnings = new ArrayList<>(messages(findings, finding -> !finding.isError()));
        folders.forEach(folder -> warnings.addAll(folder.warnings()));
        return new Preflight(config, plan, definition, grants.grants(), warnings);
    }

    /** Without a plan there is nothing more to check. */
    private static Plan planned(Function<StackConfig, Plan> planner, StackConfig config, ConfigReader reader) {
        var planned = UserCode.call("App.plan", "a plan", () -> planner.apply(config));
        var plan = planned.value();
        if (plan == null) {
            var violations = new ArrayList<>(reader.violations());
            planned.violation().ifPresent(violations::add);
            throw refusal(violations);
        }
        return plan;
    }

    /** Without a definition there is nothing more to check. */
    private static Definition parsed(Plan plan, List<String> violations) {
        try {
            return Definition.parse(plan.definition());
        } catch (InvalidJsonException e) {
            var all = new ArrayList<>(violations);
            all.add(plan.file() + " " + e.getMessage());
            throw refusal(all);
        }
    }

    private static List<String> messages(List<Finding> findings, Predicate<Finding> which) {
        return findings.stream().filter(which).map(Finding::message).toList();
    }

    static RunException refusal(List<String> violations) {
        return new RunException("nothing was registered, because:\n- " + String.join("\n- ", violations));
    }
}
