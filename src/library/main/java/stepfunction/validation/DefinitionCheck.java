package stepfunction.validation;

import java.util.List;
import stepfunction.asl.Code;
import stepfunction.asl.Definition;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.MachineType;

/**
 * The check of a definition: errors are anything that AWS would refuse or that would fail in each execution, warnings anything legal but
 * probably unintended.
 *
 * <p>It reads a definition whose numbers are rendered, so that times can be compared. A placeholder that is still there
 * counts as a value of the right type.
 */
public final class DefinitionCheck {

    private DefinitionCheck() {}

    /** All findings, in the order flow, fields, expressions, Tasks, times. */
    public static List<Finding> check(Definition definition, MachineType type) {
        var names = new StateNames(definition);
        var expressions = ExpressionFields.of(definition, names);
        var findings = new Findings();
        findings.addAll(FlowCheck.check(definition, names));
        findings.addAll(ReachCheck.check(definition, names));
        findings.addAll(FieldCheck.check(definition, names));
        findings.addAll(LabelCheck.check(definition, names));
        findings.addAll(ChoiceCheck.check(definition, names));
        findings.addAll(ErrorHandlingCheck.check(definition, names));
        findings.addAll(TemplateCheck.check(definition, names));
        findings.addAll(LiteralPathCheck.check(definition, names));
        findings.addAll(LiteralExpressionCheck.check(definition, names));
        findings.addAll(expressions.findings());
        findings.addAll(JsonataCheck.check(expressions, names));
        findings.addAll(VariableCheck.check(definition, expressions, names));
        findings.addAll(DataCheck.check(definition, expressions, names));
        findings.addAll(ContextCheck.check(expressions, names));
        findings.addAll(TaskCheck.check(definition, names, type));
        findings.addAll(TimeCheck.check(definition, names, type));
        return findings.all().stream().map(DefinitionCheck::withCode).toList();
    }

    private static Finding withCode(Finding finding) {
        return finding.orOf(Code.SCHEMA_VALIDATION_FAILED);
    }
}
