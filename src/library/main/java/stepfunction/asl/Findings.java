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

    /** Adds an error of the check of a definition. */
    public void error(Code code, String message) {
        findings.add(Finding.error(code, message));
    }

    /** Adds a warning that no plan accepts. */
    public void warning(String message) {
        findings.add(Finding.warning(message));
    }

    /**
     * Adds a warning about something legal but probably unintended.
     *
     * @param subject the name of the state, or of the plan's entry, that it is about; empty for the state machine
     */
    public void warning(Code code, String subject, String message) {
        findings.add(Finding.warning(code, subject, message));
    }

    /** Adds a finding. */
    public void add(Finding finding) {
        findings.add(finding);
    }

    /** Adds findings. */
    public void addAll(List<Finding> others) {
        findings.addAll(others);
    }

    /** All of them, with their place as a prefix: {@code orders.asl.json: Greet has Retries; did you mean Retry?}. */
    public List<Finding> about(String place) {
        return findings.stream().map(finding -> finding.about(place)).toList();
    }

    public List<Finding> all() {
        return List.copyOf(findings);
    }

    /** Whether there is an error. */
    public boolean hasErrors() {
        return !errors().isEmpty();
    }

    /** The lines of all errors. */
    public List<String> errors() {
        return lines(Severity.ERROR);
    }

    /** The lines of all warnings. */
    public List<String> warnings() {
        return lines(Severity.WARNING);
    }

    private List<String> lines(Severity severity) {
        var lines = new ArrayList<String>();
        for (var finding : findings) {
            if (finding.severity() == severity) {
                lines.add(finding.line());
            }
        }
        return List.copyOf(lines);
    }
}
