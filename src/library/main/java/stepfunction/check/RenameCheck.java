package stepfunction.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.plan.EntryName;
import stepfunction.plan.Plan;
import stepfunction.plan.WorkflowSpec;

/** The check of the former names of functions and workflows, whose resources the entries take over. */
final class RenameCheck {

    private static final String WORKFLOW = "workflow";

    /** A function or a workflow. */
    private record PlanEntry(String kind, String name, List<String> formerNames) {}

    /**
     * The findings, each once.
     *
     * @param mistakenNames of the entries with a wrong former name, from which no name in AWS and no output follows
     */
    record Renames(List<Finding> findings, Set<String> mistakenNames) {

        Renames {
            findings = List.copyOf(findings);
            mistakenNames = Set.copyOf(mistakenNames);
        }
    }

    private final List<PlanEntry> entries;
    private final Findings findings = new Findings();
    private final Set<String> mistaken = new HashSet<>();

    private RenameCheck(List<PlanEntry> entries) {
        this.entries = entries;
    }

    static Renames check(Plan plan) {
        var functions = plan.functions().stream()
                .map(function -> new PlanEntry("function", function.name(), function.formerNames()))
                .toList();
        var workflows = plan.workflows().stream()
                .map(workflow -> new PlanEntry(WORKFLOW, workflow.name(), workflow.formerNames()))
                .toList();
        var findings = new Findings();
        var mistakenNames = new HashSet<String>();
        for (var ofOneKind : List.of(functions, workflows)) {
            var check = new RenameCheck(ofOneKind);
            check.all();
            findings.addAll(check.findings.all());
            mistakenNames.addAll(check.mistaken);
        }
        return new Renames(findings.all(), mistakenNames);
    }

    private void all() {
        for (var entry : entries) {
            new LinkedHashSet<>(entry.formerNames()).forEach(formerName -> formerNameIsUsable(entry, formerName));
            PlanCheck.twice(entry.formerNames())
                    .forEach(name -> report(
                            entry,
                            "the %s %s has .formerly(\"%s\") twice; remove one"
                                    .formatted(entry.kind(), entry.name(), name)));
        }
        formerNamesAreTakenOverOnce();
    }

    private void formerNameIsUsable(PlanEntry entry, String formerName) {
        if (!new EntryName(formerName).isWellFormed()) {
            report(
                    entry,
                    "the %s %s has .formerly(\"%s\"), but a name is of letters and digits and starts with a lower-case letter; correct it"
                            .formatted(entry.kind(), entry.name(), formerName));
        } else if (formerName.equals(entry.name())) {
            report(
                    entry,
                    "the %s %s has .formerly(\"%s\"), its own name; remove it"
                            .formatted(entry.kind(), entry.name(), formerName));
        } else if (formerName.equals(WorkflowSpec.MAIN) && entry.kind().equals(WORKFLOW)) {
            report(
                    entry,
                    "the %s %s has .formerly(\"%s\"), the name of the plan's first workflow; remove it"
                            .formatted(entry.kind(), entry.name(), formerName));
        } else if (entries.stream().anyMatch(other -> other.name().equals(formerName))) {
            report(
                    entry,
                    "the %1$s %2$s has .formerly(\"%3$s\"), but the plan still has the %1$s %3$s; rename that one, or remove .formerly(\"%3$s\")"
                            .formatted(entry.kind(), entry.name(), formerName));
        }
    }

    private void formerNamesAreTakenOverOnce() {
        var formerNames = new ArrayList<String>();
        entries.forEach(entry -> formerNames.addAll(new HashSet<>(entry.formerNames())));
        for (var name : PlanCheck.twice(formerNames)) {
            findings.error("two %ss have .formerly(\"%s\"); remove it from one"
                    .formatted(entries.get(0).kind(), name));
            entries.stream()
                    .filter(entry -> entry.formerNames().contains(name))
                    .forEach(entry -> mistaken.add(entry.name()));
        }
    }

    private void report(PlanEntry entry, String message) {
        mistaken.add(entry.name());
        findings.error(message);
    }
}
