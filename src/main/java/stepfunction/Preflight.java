package stepfunction;

import com.pulumi.exceptions.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import stepfunction.asl.Finding;
import stepfunction.asl.MachineType;

/**
 * What has passed all checks that can be made before the first resource is registered.
 *
 * @param warnings what works, but hardly as it was meant; a sentence each
 */
record Preflight(StackSettings settings, Plan plan, List<String> warnings) {

    /**
     * Checks the settings, the plan and the handlers' files.
     *
     * @param project the project's folder
     * @throws RunException naming everything that has to be mended; Pulumi shows its message without a stack trace
     */
    static Preflight check(StackSettings settings, Function<StackSettings, Plan> planner, Path project) {
        var violations = new ArrayList<>(settings.violations());
        try {
            var plan = planner.apply(settings);
            violations.addAll(plan.violations(settings));
            for (var function : plan.functions()) {
                if (!Files.isRegularFile(project.resolve(function.handlerFile()))) {
                    violations.add("%s must be there, was absent; create it".formatted(function.handlerFile()));
                }
            }
            var findings = PlanCheck.findings(plan, MachineType.valueOf(settings.stepFunctionType));
            findings.stream().filter(Finding::isError).map(Finding::message).forEach(violations::add);
            if (violations.isEmpty()) {
                return new Preflight(
                        settings, plan, findings.stream().map(Finding::message).toList());
            }
        } catch (RuntimeException e) {
            violations.add("App.plan must return a plan, was " + e);
        }
        throw new RunException("nothing was registered, because:\n- " + String.join("\n- ", violations));
    }
}
