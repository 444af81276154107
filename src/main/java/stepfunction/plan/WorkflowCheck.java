package stepfunction.plan;

import stepfunction.asl.Definition;
import stepfunction.asl.DefinitionCheck;
import stepfunction.asl.Findings;
import stepfunction.asl.MachineType;

/** What must hold of a definition, by itself and together with its plan. */
public final class WorkflowCheck {

    private WorkflowCheck() {}

    /** Adds all there is to say; each message begins with the file's name, or with App.plan. */
    public static void check(Definition definition, Plan plan, Findings findings) {
        var rendered = definition.render(plan.taskTimeoutsSeconds());

        var ofDefinition = new Findings();
        checkByItself(rendered, plan, ofDefinition);
        new PlaceholderCheck(definition, plan, ofDefinition).check();
        new BucketNameCheck(definition, plan, ofDefinition).check();
        new TaskTimeoutCheck(rendered, plan, ofDefinition).check();
        findings.addAbout(plan.file(), ofDefinition);

        var ofPlan = new Findings();
        new UnusedEntryCheck(definition, plan, ofPlan).check();
        findings.addAbout("App.plan", ofPlan);
    }

    private static void checkByItself(Definition rendered, Plan plan, Findings findings) {
        var type = MachineType.valueOf(plan.config().stepFunctionType());
        for (var finding : DefinitionCheck.findings(rendered, type)) {
            if (finding.isError()) {
                findings.error(finding.message());
            } else {
                findings.warning(finding.message());
            }
        }
    }
}
