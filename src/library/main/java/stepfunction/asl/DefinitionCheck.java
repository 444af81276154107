package stepfunction.asl;

/**
 * The check of a definition: errors are anything that AWS would refuse or that would fail in each execution, warnings anything legal but
 * probably unintended. Expressions (JSONPath, intrinsic functions, JSONata) are not parsed.
 *
 * <p>It reads a definition whose numbers are rendered, so that times can be compared. A placeholder that is still there
 * counts as a value of the right type.
 */
public final class DefinitionCheck {

    private DefinitionCheck() {}

    /** All findings, in the order flow, fields, Tasks, times. */
    public static Findings check(Definition definition, MachineType type) {
        var names = new StateNames(definition);
        var findings = new Findings();
        new FlowCheck(definition, names, findings).check();
        new ReachCheck(definition, names, findings).check();
        new FieldCheck(definition, names, findings).check();
        new ChoiceCheck(definition, names, findings).check();
        new ErrorHandlingCheck(definition, names, findings).check();
        new TemplateCheck(definition, names, findings).check();
        new TaskCheck(definition, names, type, findings).check();
        new TimeCheck(definition, names, type, findings).check();
        return findings;
    }
}
