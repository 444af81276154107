package stepfunction.check;

import java.util.List;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.MachineType;
import stepfunction.binding.BoundWorkflow;
import stepfunction.validation.DefinitionCheck;

/** The checks of a definition, alone and together with its plan. */
public final class WorkflowCheck {

    private WorkflowCheck() {}

    /** All findings; each message begins with the file's name. */
    public static List<Finding> check(BoundWorkflow workflow) {
        var type = MachineType.valueOf(workflow.spec().settings().type());
        var findings = new Findings();
        findings.addAll(DefinitionCheck.check(workflow.definition(), type));
        findings.addAll(PlaceholderCheck.check(workflow.written(), workflow.plan()));
        findings.addAll(CalledResourceCheck.check(workflow));
        findings.addAll(CalledWorkflowCheck.check(workflow));
        findings.addAll(RequestCheck.check(workflow));
        findings.addAll(BucketNameCheck.check(workflow));
        findings.addAll(ErrorNameCheck.check(workflow));
        findings.addAll(TaskTimeoutCheck.check(workflow));
        return findings.about(workflow.spec().file());
    }
}
