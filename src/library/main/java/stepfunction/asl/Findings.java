package stepfunction.asl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import stepfunction.asl.Finding.Severity;

/** The findings of checks, each once, in the order in which they were added. */
public final class Findings {

    private final Set<Finding> findings = new LinkedHashSet<>();

    /** Adds an error. */
    public void error(String message) {
        findings.add(Finding.error(message));
    }

    /** Adds a warning about something legal but probably unintended. */
    public void warning(String message) {
        findings.add(Finding.warning(message));
    }

    /** Adds a finding. */
    public void add(Finding finding) {
        findings.add(finding);
    }

    /** Adds findings. */
    public void addAll(List<Finding> others) {
        findings.addAll(others);
    }

    /** All of them, with their subject as a prefix: {@code orders.asl.json: Greet has Retries; did you mean Retry?}. */
    public List<Finding> about(String subject) {
        return findings.stream().map(finding -> finding.about(subject)).toList();
    }

    public List<Finding> all() {
        return List.copyOf(findings);
    }

    /** Whether there is an error. */
    public boolean hasErrors() {
        return !errors().isEmpty();
    }

    public List<String> errors() {
        return messages(Severity.ERROR);
    }

    public List<String> warnings() {
        return messages(Severity.WARNING);
    }

    private List<String> messages(Severity severity) {
        var messages = new ArrayList<String>();
        for (var finding : findings) {
            if (finding.severity() == severity) {
                messages.add(finding.message());
            }
        }
        return List.copyOf(messages);
    }
}
