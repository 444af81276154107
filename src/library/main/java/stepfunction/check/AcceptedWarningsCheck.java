package stepfunction.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Spelling;
import stepfunction.plan.AcceptedWarning;
import stepfunction.plan.WorkflowSpec;

/** Leaves out the warnings that a workflow accepts, and reports what it accepts in vain. */
public final class AcceptedWarningsCheck {

    private final WorkflowSpec workflow;
    private final Set<AcceptedWarning> used = new HashSet<>();
    private final Findings findings = new Findings();

    private AcceptedWarningsCheck(WorkflowSpec workflow) {
        this.workflow = workflow;
    }

    /**
     * The findings that are left.
     *
     * @param all about the workflow; those about the plan's entries and folders are the first workflow's
     */
    public static List<Finding> check(WorkflowSpec workflow, List<Finding> all) {
        var check = new AcceptedWarningsCheck(workflow);
        all.forEach(check::keepUnlessAccepted);
        workflow.accepted().forEach(check::isNotInVain);
        return check.findings.all();
    }

    private void keepUnlessAccepted(Finding finding) {
        var warning = finding.isError()
                ? null
                : finding.code()
                        .map(code -> new AcceptedWarning(code.name(), finding.subject()))
                        .orElse(null);
        if (warning != null && workflow.accepted().contains(warning)) {
            used.add(warning);
        } else {
            findings.add(finding);
        }
    }

    private void isNotInVain(AcceptedWarning accepted) {
        var code = Code.of(accepted.code());
        if (used.contains(accepted) || code.filter(Code::isAboutDeployment).isPresent()) {
            return;
        }
        if (code.isEmpty()) {
            codeIsUnknown(accepted);
        } else if (!code.get().isWarning()) {
            findings.error("plan: %s has %s, but %s is an error, which AWS refuses; remove it"
                    .formatted(workflow.title(), accepted.text(), accepted.code()));
        } else {
            findings.warning("plan: %s has %s, but there is no such warning; correct it or remove it"
                    .formatted(workflow.title(), accepted.text()));
        }
    }

    private void codeIsUnknown(AcceptedWarning accepted) {
        var codes =
                Stream.of(Code.values()).filter(Code::isWarning).map(Code::name).toList();
        var advice = Spelling.nearest(accepted.code(), codes)
                .map("did you mean %s?"::formatted)
                .orElse("use the code at the end of the warning");
        findings.error("plan: %s has %s, but no warning has the code %s; %s"
                .formatted(workflow.title(), accepted.text(), accepted.code(), advice));
    }
}
