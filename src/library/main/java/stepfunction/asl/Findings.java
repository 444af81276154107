package stepfunction.asl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import stepfunction.asl.Finding.Severity;

/** What checks have to say, each finding once, in the order in which they say it. */
public final class Findings {

    private final Set<Finding> findings = new LinkedHashSet<>();

    /** Adds what is refused. */
    public void error(String message) {
        findings.add(Finding.error(message));
    }

    /** Adds what works, but hardly as it was meant. */
    public void warning(String message) {
        findings.add(Finding.warning(message));
    }

    /** Adds others' findings, with what they are about before each: {@code workflow.asl.json: Greet has Retries; did you mean Retry?}. */
    public void addAbout(String subject, Findings others) {
        for (var finding : others.findings) {
            findings.add(finding.about(subject));
        }
    }

    public List<Finding> all() {
        return List.copyOf(findings);
    }

    /** Whether anything is refused. */
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
