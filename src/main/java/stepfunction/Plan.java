package stepfunction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the workflow consists of: its functions, what else it calls, and its definition's text. */
record Plan(List<FunctionSettings> functions, List<Target<?>> targets, String definition) {

    /** The timeout of a Task on each function, by placeholder: the function's own and 15 s for start and network. */
    Map<String, Long> taskTimeoutsSeconds() {
        var timeouts = new TreeMap<String, Long>();
        functions.forEach(
                of -> timeouts.put(of.timeoutPlaceholder(), 15 + of.timeout().toSeconds()));
        return timeouts;
    }

    /** What is wrong with its names, one message each. */
    List<String> violations(StackSettings stack) {
        // The outputs call the handler "lambda".
        var names = new ArrayList<>(List.of("workflow", "lambda"));
        functions.forEach(function -> names.add(function.name()));
        targets.forEach(target -> names.add(target.name()));
        var misnamed = names.stream().filter(name -> !name.matches("[a-z][A-Za-z0-9]*"));
        var violations = new ArrayList<>(misnamed.map("App.plan must give names such as orderCount, was "::concat)
                .toList());
        targets.forEach(target -> target.placeholders().forEach(placeholder -> names.add("${" + placeholder + "}")));
        names.add(stack.stepFunctionName + "-role");
        functions.forEach(function -> names.add(function.functionName(stack) + "-assume-role"));
        var seen = new HashSet<String>();
        // What remains is there twice, or too long. IAM ignores the case of a role's name.
        names.removeIf(name -> name.length() <= 64 && seen.add(name.toLowerCase(Locale.ROOT)));
        names.forEach(name -> violations.add("names must differ and have at most 64 characters, was " + name));
        return violations;
    }
}
