package stepfunction.validation;

import static stepfunction.asl.Code.INVALID_JSONATA_EXPRESSION;
import static stepfunction.asl.Code.UNSUPPORTED_JSONATA_EXPRESSION;

import java.util.List;
import java.util.Set;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Spelling;
import stepfunction.asl.StateType;
import stepfunction.expressions.JsonataExpression;
import stepfunction.expressions.JsonataSignatures;
import stepfunction.expressions.JsonataUses;
import stepfunction.expressions.JsonataUses.FunctionCall;
import stepfunction.expressions.JsonataUses.Reference;

/** Checks expressions against the functions that Step Functions removes from JSONata and adds to it: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html. */
final class JsonataCheck {

    private static final String STATES = "states";
    private static final List<String> MEMBERS = List.of("input", "context", "result", "errorOutput");
    private static final Set<StateType> WITH_RESULT = Set.of(StateType.TASK, StateType.PARALLEL, StateType.MAP);

    private final ExpressionField field;
    private final String place;
    private final Findings findings = new Findings();

    private JsonataCheck(ExpressionField field, StateNames names) {
        this.field = field;
        this.place = "%s of %s".formatted(field.text().field(), names.of(field.state()));
    }

    /** The findings, each once. */
    static List<Finding> check(ExpressionFields fields, StateNames names) {
        var findings = new Findings();
        for (var field : fields.all()) {
            if (field.expression() instanceof JsonataExpression expression) {
                var check = new JsonataCheck(field, names);
                check.all(JsonataUses.of(expression));
                findings.addAll(check.findings.all());
            }
        }
        return findings.all();
    }

    private void all(JsonataUses uses) {
        uses.references().forEach(this::isSupported);
        uses.calls().forEach(this::isCallable);
    }

    private void isSupported(Reference reference) {
        switch (reference.kind()) {
            case FIELD ->
                unsupported(
                        reference.name(),
                        "but a path must begin with $states or a variable; write $states.input.%s"
                                .formatted(reference.name()));
            case CONTEXT -> unsupported("$", "which stands for nothing there; write $states.input");
            case ROOT -> unsupported("$$", "which stands for nothing in Step Functions; write $states.input");
            case ROOT_WITHIN ->
                findings.warning(
                        Code.NO_DATA,
                        field.state().name(),
                        "%s has $$ in \"%s\", which stands for nothing in Step Functions; write $states.input"
                                .formatted(place, text()));
            case VARIABLE -> {
                if (reference.name().equals(STATES)
                        && !reference.steps().isEmpty()
                        && reference.steps().get(0) instanceof String member) {
                    memberExists(member);
                }
            }
        }
    }

    private void unsupported(String what, String why) {
        findings.error(UNSUPPORTED_JSONATA_EXPRESSION, "%s has %s in \"%s\", %s".formatted(place, what, text(), why));
    }

    private String text() {
        return field.text().value();
    }

    private void memberExists(String member) {
        if (member.equals("errorOutput") && !isInCatcher()) {
            unsupported(
                    "$states.errorOutput", "which only Output and Assign of a Catch have; move it there or remove it");
        }
        if (member.equals("result") && !hasResult()) {
            unsupported(
                    "$states.result",
                    "which only Output and Assign of a Task, a Parallel or a Map have; write $states.input or remove it");
        }
        if (!MEMBERS.contains(member)) {
            memberIsUnknown(member);
        }
    }

    private void memberIsUnknown(String member) {
        var meant = Spelling.nearest(member, MEMBERS);
        if (meant.isPresent()) {
            unsupported("$states." + member, "which does not exist; did you mean $states.%s?".formatted(meant.get()));
        } else {
            findings.warning(
                    Code.NO_DATA,
                    field.state().name(),
                    "%s has $states.%s in \"%s\", but $states has only input, context, result and errorOutput; correct it"
                            .formatted(place, member, text()));
        }
    }

    private boolean isInCatcher() {
        return field.text().field().startsWith("Catch[");
    }

    private boolean hasResult() {
        var name = field.text().field();
        var isOfState = name.equals("Output")
                || name.startsWith("Output/")
                || name.startsWith("Output[")
                || name.startsWith("Assign/");
        return isOfState && field.state().type().filter(WITH_RESULT::contains).isPresent();
    }

    private void isCallable(FunctionCall call) {
        if (call.function().equals("eval")) {
            unsupported("$eval", "which Step Functions does not have; use $parse to read JSON");
            return;
        }
        var arity = JsonataSignatures.arity(call.function());
        if (arity.isPresent() && !arity.get().accepts(call.arguments())) {
            findings.error(
                    INVALID_JSONATA_EXPRESSION,
                    "%s calls $%s in \"%s\" with %d arguments, but it takes %s; correct it"
                            .formatted(
                                    place,
                                    call.function(),
                                    text(),
                                    call.arguments(),
                                    arity.get().text()));
        }
    }
}
