package stepfunction;

import com.pulumi.exceptions.RunException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.Function;

/**
 * What has passed all checks that can be made before the first resource is registered.
 *
 * @param settings of the stack
 * @param plan of its workflow
 */
record Preflight(StackSettings settings, Plan plan) {

    /**
     * Checks the running jar, the settings, the plan's names, the handlers' files and the definition.
     *
     * @param program the jar that runs, or a folder of classes
     * @param projectDir the folder that holds Pulumi.yaml
     * @throws RunException naming everything that has to be mended; Pulumi shows its message without a stack trace
     */
    static Preflight check(
            SettingsReader config, Function<StackSettings, Plan> planner, Path program, Path projectDir) {
        var settings = StackSettings.read(config);
        var violations = new ArrayList<>(config.violations());
        ProgramSources.violation(program, projectDir).ifPresent(violations::add);
        try {
            var plan = planner.apply(settings);
            violations.addAll(plan.violations(settings));
            plan.functions().forEach(function -> function.violation(projectDir).ifPresent(violations::add));
            violations.addAll(WorkflowDefinition.violations(plan, settings.stepFunctionType()));
            if (violations.isEmpty()) {
                return new Preflight(settings, plan);
            }
        } catch (IllegalArgumentException e) {
            violations.add(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            violations.add("App.plan must give a plan, was " + e);
        }
        throw new RunException("nothing was registered, because:\n- " + String.join("\n- ", violations));
    }
}
