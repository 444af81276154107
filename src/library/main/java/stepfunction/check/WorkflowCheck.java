package stepfunction.check;

import stepfunction.asl.Definition;
import stepfunction.asl.DefinitionCheck;
import stepfunction.asl.Findings;
import stepfunction.asl.MachineType;
import stepfunction.plan.Plan;

/** The checks of a definition, alone and together with its plan. */
public final class WorkflowCheck {

    private WorkflowCheck() {}

    /**
     * Adds all there is to say; each message begins with the file's name, or with plan.
     *
     * @param rendered the definition with the values that the plan knows
     */
    public static void check(Definition definition, Definition rendered, Plan plan, Findings findings) {
        var ofDefinition = DefinitionCheck.check(
                rendered, MachineType.valueOf(plan.config().stepFunctionType()));
        new PlaceholderCheck(definition, plan, ofDefinition).check();
        new BucketNameCheck(rendered, plan, ofDefinition).check();
        new TaskTimeoutCheck(rendered, plan, ofDefinition).check();
        findings.addAbout(plan.file(), ofDefinition);

        var ofPlan = new Findings();
        new UnusedEntryCheck(definition, plan, ofPlan).check();
        findings.addAbout("plan", ofPlan);
    }
}
