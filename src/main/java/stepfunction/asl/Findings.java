package stepfunction.asl;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What checks have to say, each finding once, in the order in which they say it. */
public final class Findings {

    private final Set<Finding> findings = new LinkedHashSet<>();

    void add(Finding finding) {
        findings.add(finding);
    }

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
        others.findings.forEach(finding -> findings.add(finding.about(subject)));
    }

    public List<Finding> all() {
        return List.copyOf(findings);
    }

    /** Whether anything is refused. */
    public boolean hasErrors() {
        return findings.stream().anyMatch(Finding::isError);
    }

    public List<String> errors() {
        return findings.stream().filter(Finding::isError).map(Finding::message).toList();
    }

    public List<String> warnings() {
        return findings.stream()
                .filter(finding -> !finding.isError())
                .map(Finding::message)
                .toList();
    }
}
