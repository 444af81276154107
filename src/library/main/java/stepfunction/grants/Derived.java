package stepfunction.grants;

import java.util.List;
import java.util.stream.Stream;
import stepfunction.asl.Finding;

/**
 * Permissions that follow from a call, and what does not follow.
 *
 * @param managedRules of EventBridge, by which Step Functions learns that a job has ended
 */
record Derived(List<Need> needs, List<Finding> findings, List<String> managedRules) {

    static final Derived NOTHING = new Derived(List.of(), List.of(), List.of());

    Derived {
        needs = List.copyOf(needs);
        findings = List.copyOf(findings);
        managedRules = List.copyOf(managedRules);
    }

    static Derived of(Need need) {
        return new Derived(List.of(need), List.of(), List.of());
    }

    static Derived of(Finding finding) {
        return new Derived(List.of(), List.of(finding), List.of());
    }

    static Derived ofRule(String managedRule) {
        return new Derived(List.of(), List.of(), List.of(managedRule));
    }

    Derived and(Derived more) {
        return new Derived(
                joined(needs, more.needs), joined(findings, more.findings), joined(managedRules, more.managedRules));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
