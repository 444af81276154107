package stepfunction.asl;

import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What AWS would refuse of a definition, what would fail in each execution, and what hardly works as it was meant.
 * Expressions (JSONPath, intrinsic functions, JSONata) are not parsed.
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
        Stream.of(
                        new FlowCheck(definition, names).findings(),
                        new FieldCheck(definition, names).findings(),
                        new ChoiceCheck(definition, names).findings(),
                        new ErrorHandlingCheck(definition, names).findings(),
                        new TemplateCheck(definition, names).findings(),
                        new TaskCheck(definition, names, type).findings(),
                        new TimeCheck(definition, names, type).findings())
                .flatMap(Function.identity())
                .forEach(findings::add);
        return findings;
    }
}
