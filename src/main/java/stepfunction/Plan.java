package stepfunction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the workflow consists of: its functions, what else it calls, and its definition's text. All else follows. */
record Plan(List<FunctionSettings> functions, List<Target<?>> targets, String definition) {

    /** Of a Task on each function, by placeholder: 15 s more than the function's, for its start and the network. */
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
        var others = names.stream().filter(name -> !name.matches("[a-z][A-Za-z0-9]*"));
        var violations = new ArrayList<>(others.map("App.plan must give names in camel case, was "::concat)
                .toList());
        targets.forEach(target -> names.addAll(target.placeholders()));
        names.add(stack.stepFunctionName + "-role");
        functions.forEach(function -> names.add(function.functionName(stack) + "-assume-role"));
        var seen = new HashSet<String>();
        // IAM compares the names of roles without regard to case.
        names.removeIf(name -> seen.add(name.toLowerCase(Locale.ROOT)));
        names.forEach(name -> violations.add("App.plan must use every name once, was used twice: " + name));
        return violations;
    }
}
