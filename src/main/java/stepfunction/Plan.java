package stepfunction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the workflow consists of, as values. From this one list follow the definition's placeholders, the permissions of the
 * state machine's role, and what {@link Preflight} checks.
 *
 * @param functions that the program deploys
 * @param targets what else the definition calls
 * @param definition its text, in Amazon States Language with placeholders
 */
record Plan(List<FunctionSettings> functions, List<Target> targets, String definition) {

    Plan {
        functions = List.copyOf(functions);
        targets = List.copyOf(targets);
    }

    /** What stands in the definition for each function and target, by its name. */
    Map<String, List<String>> placeholders() {
        var all = new LinkedHashMap<String, List<String>>();
        functions.forEach(function -> all.put(function.name(), List.of(function.arnPlaceholder())));
        targets.forEach(target -> all.put(target.name(), target.placeholders()));
        return all;
    }

    /** The placeholders whose values do not wait for AWS, in seconds. */
    Map<String, Long> taskTimeoutSeconds() {
        return functions.stream()
                .collect(Collectors.toMap(
                        FunctionSettings::timeoutPlaceholder, FunctionSettings::taskTimeoutSeconds, Math::max));
    }

    /** What is wrong with its names, one message each. */
    List<String> violations(StackSettings settings) {
        var violations = new ArrayList<String>();
        var names = new ArrayList<>(List.of("workflow"));
        functions.forEach(function -> names.add(function.name()));
        targets.forEach(target -> names.add(target.name()));
        placeholders().values().forEach(names::addAll);
        names.addAll(taskTimeoutSeconds().keySet());
        functions.forEach(function -> names.add("output " + function.outputPrefix()));
        var roles = new ArrayList<>(List.of(settings.stateMachineRoleName()));
        functions.forEach(function -> roles.add(function.roleName(settings)));
        for (var role : roles) {
            // IAM compares role names without regard to case.
            names.add("role " + role.toLowerCase(Locale.ROOT));
            if (role.length() > 64) {
                violations.add("App.plan must give a role a name of at most 64 characters, was " + role);
            }
        }
        var seen = new HashSet<String>();
        for (var name : names) {
            if (!seen.add(name)) {
                violations.add("App.plan must use every name once, was used twice: " + name);
            }
        }
        if (placeholders().isEmpty()) {
            violations.add("App.plan must list what the workflow calls, was empty");
        }
        return violations;
    }
}
