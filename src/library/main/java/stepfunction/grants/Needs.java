package stepfunction.grants;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import stepfunction.plan.Plan;

/** What the states of a definition need of the state machine's role, gathered one by one. */
final class Needs {

    private final Plan plan;
    private final Map<Subject, Set<String>> actions = new LinkedHashMap<>();
    private final SortedSet<String> managedRules = new TreeSet<>();

    Needs(Plan plan) {
        this.plan = plan;
    }

    /** Adds actions. An undefined placeholder is reported elsewhere, and allows nothing. */
    void call(Subject subject, List<String> needed) {
        if (subject.placeholders().stream().allMatch(plan::defines)) {
            actions.computeIfAbsent(subject, first -> new LinkedHashSet<>()).addAll(needed);
        }
    }

    /** Adds a rule of EventBridge that Step Functions manages in the account. */
    void managedRule(String name) {
        managedRules.add(name);
    }

    /** What the calls are about, in the order in which the states came. */
    List<Subject> subjects() {
        return new ArrayList<>(actions.keySet());
    }

    List<String> actionsOn(Subject subject) {
        return List.copyOf(actions.getOrDefault(subject, Set.of()));
    }

    /** In alphabetical order. */
    List<String> managedRules() {
        return List.copyOf(managedRules);
    }
}
