package stepfunction.grants;

import java.util.List;
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

    /** All of them together. */
    static Derived all(List<Derived> derived) {
        return new Derived(
                derived.stream().flatMap(each -> each.needs.stream()).toList(),
                derived.stream().flatMap(each -> each.findings.stream()).toList(),
                derived.stream().flatMap(each -> each.managedRules.stream()).toList());
    }

    Derived and(Derived more) {
        return all(List.of(this, more));
    }
}
