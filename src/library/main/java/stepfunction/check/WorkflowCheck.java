package stepfunction.check;

import stepfunction.asl.DefinitionCheck;
import stepfunction.asl.Findings;
import stepfunction.asl.MachineType;
import stepfunction.binding.BoundWorkflow;

/** The checks of a definition, alone and together with its plan. */
public final class WorkflowCheck {

    private WorkflowCheck() {}

    /** Adds all there is to say; each message begins with the file's name. */
    public static void check(BoundWorkflow workflow, Findings findings) {
        var type = MachineType.valueOf(workflow.spec().settings().type());
        var ofDefinition = DefinitionCheck.check(workflow.definition(), type);
        new PlaceholderCheck(workflow.written(), workflow.plan(), ofDefinition).check();
        new CalledResourceCheck(workflow, ofDefinition).check();
        new RequestCheck(workflow, ofDefinition).check();
        new BucketNameCheck(workflow, ofDefinition).check();
        new TaskTimeoutCheck(workflow, ofDefinition).check();
        findings.addAbout(workflow.spec().file(), ofDefinition);
    }
}
